/*
 * Inside one gate (R10): two threads that each bring one order, and the applier. A store without a full fence sits in
 * its thread's buffer until the machine lets the others see it.
 * NO_R10=1: judge, then announce. NO_R10=2: announce without a fence. NO_R10=3: list, then swap.
 */
#ifndef NO_R10
#define NO_R10 0
#endif
bool halted, said;
bool slot[2], listed[2], pending[2];

inline announce(me) { if :: NO_R10 == 2 -> pending[me] = true :: else -> slot[me] = true fi }

proctype Order(byte me) {
  bool yes;
#if NO_R10 == 1
  yes = !halted;
  announce(me);
#else
  announce(me);
  yes = !halted;
#endif
  if
  :: yes -> assert(!said || listed[me])      /* sent */
  :: else
  fi;
  atomic { pending[me] = false; slot[me] = false }
}
proctype Buffer(byte me) { end: do :: atomic { pending[me] -> pending[me] = false; slot[me] = true } od }
proctype Applier() {
#if NO_R10 != 3
  halted = true;
#endif
  listed[0] = slot[0];
  listed[1] = slot[1];
#if NO_R10 == 3
  halted = true;
#endif
  said = true
}
init { atomic { run Order(0); run Order(1); run Buffer(0); run Buffer(1); run Applier() } }
