/*
 * A gate's lease clock against a clock of Redis that is set ahead and back, by one to JUMP, STEPS times, at any moment (R8, R9).
 * Time is `now`, which gates and people share; Redis shows `now + off`. A renewal is a keeper's look, `t` when it truly began
 * and `at` by Redis, and its writing: at once, or with -DLATE any time later.
 *
 * Rules to take out: -DNO_BEFORE a lease counts from the reading that showed it, not from the one before; -DNO_BACK a clock that
 * went back is not noticed; -DNO_AHEAD nor is a lease of a later time than Redis'; -DNO_FIRST a started gate counts what it finds.
 *
 * LAW 2: a gate counts a lease no longer than LEN and SLACK after the keeper's look truly began; with -DLATE no longer than LEN and
 * `back`, by how much the clock was set back in all. LAW 5: left alone, LIVE counts after two renewals (the first may by chance bear
 * the very time of the lease that the gate found) and as many as make good what went back unnoticed.
 */
#ifndef LAW
#define LAW 2
#endif
#define LEN 3
#define STALE 2
#define SLACK 1             /* so much may lie between two clocks that run well */
#ifndef JUMP
#define JUMP 2
#endif
#ifndef STEPS
#define STEPS 2
#endif
#define BEGIN 8
#define END 14

byte now = BEGIN; byte redis = BEGIN; byte steps; byte back; bool rest;
/* The lease as it stands, and the renewal under way; at 0: none. */
byte at, t; byte sent_at, sent_t;
/* The gate. */
bool begun; byte polled_at; byte first, first_at, shown, before, last, asked; byte until, whose;

#define STANDS (at > 0 && at + LEN > redis)
#define LIVE (begun && now < until && now - asked < STALE)

inline renew(a, true_t) {
  if                        /* what has ended, or lies ahead, is refused; a longer one is kept unless it lies ahead */
  :: a + LEN > redis && a <= redis && !(STANDS && at <= redis && at > a) -> at = a; t = true_t
  :: else
  fi
}
#ifdef NO_BACK
#define WENT_BACK false
#else
#define WENT_BACK (redis + SLACK + asked < last + now)
#endif
#ifdef NO_AHEAD
#define AHEAD false
#else
#define AHEAD (STANDS && at > redis)
#endif
#ifdef NO_BEFORE
#define EARLIEST now
#else
#define EARLIEST asked
#endif
inline poll() {
  if                        /* who reads what has ended has Redis drop it */
  :: at > 0 && !STANDS -> at = 0; t = 0
  :: else
  fi;
  if
  :: !begun || WENT_BACK || AHEAD -> first = redis; first_at = (STANDS -> at : 0); shown = 0;
#ifdef NO_FIRST
     if :: !begun -> first = 0; first_at = 0; asked = now :: else fi;
#endif
     begun = true
  :: else
  fi;
  until = 0; whose = 0;
  if
  :: STANDS && at > first && at != first_at ->
     if
     :: at > shown -> shown = at; before = EARLIEST
     :: else
     fi;
     if
     :: at == shown && at + LEN > redis && before + LEN > now ->
        until = (at + LEN - redis < before + LEN - now -> now + at + LEN - redis : before + LEN); whose = t
     :: else
     fi
  :: else
  fi;
  last = redis; asked = now; polled_at = at
}

active proctype Keeper() {
  do
  :: d_step { !rest && sent_at == 0 -> sent_at = redis; sent_t = now;
#ifndef LATE
       renew(sent_at, sent_t); sent_at = 0; sent_t = 0
#endif
     }
#ifdef LATE
  :: d_step { !rest && sent_at > 0 -> renew(sent_at, sent_t); sent_at = 0; sent_t = 0 }
#endif
  od
}
active proctype Gate() {    /* it starts at any moment */
  do
  :: d_step { !rest && !(begun && now == asked && redis == last && at == polled_at) -> poll() }
  od
}
byte far, turn; bool counted;
active proctype Clock() {
  do
  :: d_step { !rest && now < END -> now++; redis++ }
  :: atomic { !rest && steps < STEPS -> steps++; select(far : 1 .. JUMP);
       if
       :: redis = redis + far
       :: redis > far + LEN -> redis = redis - far; back = back + far
       fi;
       far = 0 }
  od
}
#ifdef LATE
#define MORE back
#else
#define MORE SLACK
#endif
active proctype Law() {
#if LAW == 2
  atomic { LIVE && now >= whose + LEN + MORE -> assert(false) }
#else
  atomic { !rest -> rest = true;
    d_step {
      poll();
      do
      :: turn < STEPS * SLACK + 2 ->
           turn++; now++; redis++; renew(redis, now); poll(); counted = counted || LIVE
      :: else -> break
      od
    }
    assert(counted) }
#endif
}
