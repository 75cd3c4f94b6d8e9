/*
 * The halt, as a model: one stop, its hold on the board and in the flag, one keeper, one gate, a Redis that may lose
 * or regain older data once. Time is counted in ticks: a lease lasts two, a reading counts for one.
 *
 * Each rule can be taken out with -DNO_R1 ... -DNO_R9 (R10 and R11 have files of their own). LAW chooses what is
 * claimed: 2 an accepted hold is outlived by no admission for longer than a lease; 1 a gate that acknowledged it never
 * admits under it; 4 a gate that counts as LIVE stands on a reading and a lease that are both still good;
 * 5 left alone, all agree and LIVE counts.
 */
#ifndef LAW
#define LAW 2
#endif
#define LEASE 2
#define STALE 1
#define GONE 9              /* an age that counts no more */

/* Redis: the value, who wrote it, and the lease that names it. */
typedef Store { bool there; byte holds; byte inc; byte ep; byte server; byte life; byte lrun; byte linc; byte lep; byte lholds; byte lborn };
Store now, old;
byte server = 1;
bool kept_old, failed;
byte told_inc, told_ep, told_holds;      /* what the gate last said of itself */

/* PostgreSQL. */
byte flag; byte gone; byte seq = 1;

byte seen_gone;
/* The keeper: 0 idle, 1 has read the board, 2 copies, 3 refills, 4 merges, 5 leases. */
byte step; Store seen; byte seen_run, seen_inc, seen_ep, seen_said; byte new_holds, new_gone; byte left; byte born;
byte number;

/* The gate. */
bool knows, behind, live; byte holds; byte inc; byte ep; byte age; byte lease; byte born_gate; bool again;
/* An answer to its poll that is under way. */
bool way; Store answer; byte way_age; bool way_ok; byte way_lease;

/* What is so. */
bool accepted[2], acked[2], freed; byte since[2]; byte true_age = GONE, true_lease; bool rest;

#define BIT(s) (1 << (s))
#define LATER(a, b, c, d) ((a) > (c) || ((a) == (c) && (b) > (d)))
#ifdef NO_R3
#define NAMED (now.life > 0 && now.there)
#else
#define NAMED (now.life > 0 && now.there && now.lrun == server && now.server == server && now.linc == now.inc \
               && now.lep == now.ep && now.lholds == now.holds)
#endif
#define LIVE (knows && !behind && live && age <= STALE && lease > 0)
#define ADMITS(s) (LIVE && !(holds & BIT(s)))
#define OWED(s) (accepted[s] && !(s == 0 && freed))

bool carried;
inline put(s) {             /* the script of a press */
  if
  :: !now.there -> now.there = true; now.holds = BIT(s); now.inc = 0; now.ep = 1; now.server = server
  :: now.there && !(now.holds & BIT(s)) && !(now_gone & BIT(s)) ->
       carried = NAMED; now.holds = now.holds | BIT(s); now.ep++;
       if :: carried -> now.lep = now.ep; now.lholds = now.holds :: else fi; carried = false
  :: else
  fi
}
byte now_gone;              /* releases that the board names; lost with it */
byte old_gone;

inline copy(to, from) {
  to.there = from.there; to.holds = from.holds; to.inc = from.inc; to.ep = from.ep; to.server = from.server;
  to.life = from.life; to.lrun = from.lrun; to.linc = from.linc; to.lep = from.lep; to.lholds = from.lholds;
  to.lborn = from.lborn
}
inline clear(s) {
  s.there = false; s.holds = 0; s.inc = 0; s.ep = 0; s.server = 0; s.life = 0; s.lrun = 0; s.linc = 0; s.lep = 0;
  s.lholds = 0; s.lborn = 0
}

inline read_board() {
  copy(seen, now); seen.life = 0; seen.lrun = 0; seen.linc = 0; seen.lep = 0; seen.lholds = 0; seen.lborn = 0;
  seen_run = server; seen_inc = told_inc; seen_ep = told_ep; seen_said = told_holds; left = LEASE; born = 0; seen_gone = now_gone; step = 1
}
#ifdef NO_R6
#define UNKNOWN_HOLDS ((seen.there -> seen.holds : 0) & ~flag & ~gone)
#define AHEAD false
#else
#define UNKNOWN_HOLDS (((seen.there -> seen.holds : 0) | seen_said) & ~flag & ~gone)
#define AHEAD LATER(seen_inc, seen_ep, seen.inc, seen.ep)
#endif
#ifdef NO_R4
#define OTHER_RUN false
#else
#define OTHER_RUN (seen.server != seen_run)
#endif
inline decide() {
  if
  :: UNKNOWN_HOLDS != 0 -> new_holds = UNKNOWN_HOLDS; step = 2
  :: else ->
     new_holds = flag; new_gone = gone;
     if
     :: !seen.there || seen.inc == 0 || OTHER_RUN || AHEAD -> seq++; number = seq; step = 3
     :: else -> if :: flag != seen.holds || (gone & ~seen_gone) -> step = 4 :: else -> step = 5 fi
     fi
  fi
}
inline forget_keeper() {
  step = 0; clear(seen); seen_run = 0; seen_inc = 0; seen_ep = 0; seen_said = 0; new_holds = 0; new_gone = 0; left = 0;
  born = 0; number = 0; seen_gone = 0
}
#ifdef NO_R3
#define SAME_BOARD true
#else
#define SAME_BOARD (server == seen_run && now.server == server && now.inc == seen.inc && now.ep == seen.ep \
                    && now.holds == seen.holds)
#endif
#ifdef NO_R1
#define LIFE LEASE
#else
#define LIFE (left > now.life || now.lep != now.ep || now.linc != now.inc -> left : now.life)
#endif
inline act() {
  if
  :: step == 2 -> flag = flag | (new_holds & ~gone)
  :: step == 3 ->
     if
     :: now.there && now.inc >= number
     :: else ->
        now.holds = (new_holds | (now.there -> now.holds : 0)) & ~(new_gone | now_gone); now_gone = now_gone | new_gone;
        now.there = true; now.inc = number; now.ep = 1; now.server = server
     fi
  :: step == 4 ->
     if
     :: now.there && (((now.holds | new_holds) & ~(new_gone | now_gone)) != now.holds || (new_gone & ~now_gone)) ->
        carried = NAMED; now.holds = (now.holds | new_holds) & ~(new_gone | now_gone); now_gone = now_gone | new_gone;
        now.ep++; if :: carried -> now.lep = now.ep; now.lholds = now.holds :: else fi; carried = false
     :: else
     fi
  :: step == 5 ->
     if
     :: now.there && SAME_BOARD -> now.life = LIFE;
        now.lrun = seen_run; now.linc = seen.inc; now.lep = seen.ep; now.lholds = seen.holds; now.lborn = born
     :: else
     fi
  :: else
  fi;
  forget_keeper()
}

inline ask() { copy(answer, now); way = true; way_ok = NAMED; way_age = 0; way_lease = (NAMED -> now.life : 0);
#ifndef NO_R9
  way_ok = way_ok && now.lborn == born_gate
#endif
}
inline hear() {
  true_age = way_age; true_lease = way_lease;
  knows = true;
#ifdef NO_R8
  age = 0; lease = (way_ok -> answer.life : 0);
#else
  age = way_age; lease = (way_ok -> way_lease : 0);
#endif
  if
  :: !answer.there || LATER(inc, ep, answer.inc, answer.ep) -> behind = true; live = false; lease = 0;
     if :: answer.there -> holds = holds | answer.holds :: else fi
  :: else ->
     behind = false; live = way_ok; inc = answer.inc; ep = answer.ep;
#ifdef NO_R5
     holds = answer.holds
#else
     holds = (holds & ~now_gone) | answer.holds
#endif
  fi;
  acked[0] = acked[0] || (holds & 1); acked[1] = acked[1] || (holds & 2);
  told_inc = inc; told_ep = ep; told_holds = holds;
  way = false; clear(answer); way_age = 0; way_ok = false; way_lease = 0
}

proctype Press(byte s) {
  bool board, pg;
  do
  :: atomic { !rest && !board -> board = true; put(s);
#ifdef NO_R2
       if :: !accepted[s] && !(s == 0 && freed) -> accepted[s] = true; since[s] = 0 :: else fi
#endif
     }
  :: atomic { !rest && !pg -> pg = true;
#ifdef NO_R7
       flag = flag | BIT(s);
#else
       if :: !(gone & BIT(s)) -> flag = flag | BIT(s) :: else fi;
#endif
       if :: !accepted[s] && !(s == 0 && freed) -> accepted[s] = true; since[s] = 0 :: else fi }
  :: board && pg -> break
  od
}
#ifdef RELEASE
proctype Recovery() {
  atomic { !rest && accepted[0] && (flag & 1) -> flag = flag & ~1; freed = true;
#ifndef NO_R7
    gone = gone | 1
#endif
  }
}
#endif
proctype Keeper() {
  do
  :: d_step { !rest && step == 0 && seq < 4 -> read_board() }
  :: d_step { !rest && step == 1 -> decide() }
  :: d_step { !rest && step > 1 -> act() }
  :: d_step { !rest && step > 1 && step != 3 -> forget_keeper() }     /* it died, or the call is lost */
  od
}
proctype Gate() {
  do
#ifdef SLOW
  :: d_step { !rest && !way -> ask() }
  :: d_step { !rest && way -> hear() }
#else
  :: d_step { !rest -> ask(); hear() }
#endif
#ifdef RESTART
  :: d_step { !rest && knows && !again -> again = true; born_gate = 1; knows = false; behind = false; live = false;
       holds = 0; inc = 0; ep = 0; age = 0; lease = 0; true_age = GONE; true_lease = 0; way = false; clear(answer);
       way_age = 0; way_ok = false; way_lease = 0;
       acked[0] = acked[0] && accepted[0]; acked[1] = acked[1] && accepted[1] }
#endif
  od
}
#ifdef FAULT
inline lose() { failed = true; kept_old = false; clear(old); old_gone = 0; told_inc = 0; told_ep = 0; told_holds = 0 }
proctype Redis() {
  do
  :: d_step { !rest && !failed && !kept_old && now.there -> kept_old = true; copy(old, now); old_gone = now_gone }
#ifndef ROLLBACK
  :: d_step { !rest && !failed -> server++; clear(now); now_gone = 0; lose() }
  :: d_step { !rest && !failed -> clear(now); now_gone = 0; lose() }
  :: d_step { !rest && !failed && kept_old -> server++; copy(now, old); now_gone = old_gone; lose() }
#endif
  :: d_step { !rest && !failed && kept_old -> copy(now, old); now_gone = old_gone; lose() }
  od
}
#endif
#define LESS(x) x = (x > 0 -> x - 1 : 0)
#define MORE(x, most) x = (x < most -> x + 1 : most)
proctype Clock() {
  do
  :: d_step { !rest ->
       LESS(now.life); LESS(old.life); LESS(left); LESS(true_lease); LESS(lease); LESS(way_lease);
       MORE(age, 2); if :: true_age < GONE -> MORE(true_age, 2) :: else fi;
       if :: way -> MORE(way_age, 2) :: else fi;
       if :: OWED(0) -> MORE(since[0], LEASE) :: else fi;
       if :: OWED(1) -> MORE(since[1], LEASE) :: else fi }
  od
}
byte turn;
proctype Law() {
#if LAW == 1
  atomic { (OWED(0) && acked[0] && ADMITS(0)) || (OWED(1) && acked[1] && ADMITS(1)) -> assert(false) }
#elif LAW == 2
  atomic { (OWED(0) && since[0] >= LEASE && ADMITS(0)) || (OWED(1) && since[1] >= LEASE && ADMITS(1)) -> assert(false) }
#elif LAW == 4
  atomic { LIVE && (true_age > STALE || true_lease == 0) -> assert(false) }
#else
  atomic { !rest -> rest = true;
    d_step {
      forget_keeper(); way = false; turn = 0;
      do
      :: turn < 6 -> turn++; read_board(); born = born_gate; decide(); act(); ask(); hear()
      :: else -> break
      od
    }
    assert(now.there && now.holds == flag);
    assert(LIVE && holds == flag);
    assert(!(freed && (flag & 1))) }
#endif
}
init { atomic {
  now.there = true; now.inc = 1; now.ep = 1; now.server = 1;
  run Press(0);
#ifdef TWO
  run Press(1);
#endif
#ifdef RELEASE
  run Recovery();
#endif
  run Keeper(); run Gate();
#ifdef FAULT
  run Redis();
#endif
  run Clock(); run Law()
} }
