/*
 * A recovery and a breaker that trips (R11), in the flag. Levels: 0 HALTED, 1 MONITORING, 2 PAPER. An approval is bound
 * to the flag's version and may be carried out late, and twice.
 * NO_R11=1: versions are not compared. NO_R11=2: the trip writes into the running stop's hold, where a later revision wins.
 */
#ifndef NO_R11
#define NO_R11 0
#endif
byte level, trip_level = 9, version = 1, owed;
byte bound[3], stage[3], given; bool old[3]; bool tripped;

#define LOOSE (trip_level < level -> trip_level : level)

active proctype People() {
  do
  :: atomic { given < 3 && LOOSE < 2 -> bound[given] = version; stage[given] = LOOSE + 1; given++ }
  :: given == 3 -> break
  od
}
active proctype Breaker() {
  atomic { tripped = true; owed = 0; old[0] = given > 0; old[1] = given > 1; old[2] = given > 2;
#if NO_R11 == 2
    level = (level > 0 -> level : 0)
#else
    trip_level = 0; version++
#endif
  }
}
proctype Carry(byte which) {
  byte times;
  do
  :: atomic { times < 2 && given > which -> times++;
       if
       :: (NO_R11 == 1 || bound[which] == version) ->
          level = stage[which]; if :: trip_level < 9 -> trip_level = stage[which] :: else fi; version++;
          if :: !old[which] -> owed = (stage[which] > owed -> stage[which] : owed) :: else fi
       :: else
       fi }
  :: times == 2 -> break
  od
}
active proctype Law() { atomic { LOOSE > owed -> assert(false) } }
init { atomic { run Carry(0); run Carry(1); run Carry(2) } }
