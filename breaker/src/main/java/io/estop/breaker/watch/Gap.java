package io.estop.breaker.watch;

import io.estop.breaker.watch.Found.Warning;
import io.estop.model.Scope;
import io.estop.store.breaker.Breakers.Missed;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Says what a breaker missed: looks that nobody took, time that its clock skipped or repeats. */
final class Gap {
  private static final String ACTOR = "breaker";
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final Ledger ledger;

  Gap(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Says that a breaker looks again which the watchdogs missed. */
  Warning looksAgain(Scope scope, Missed missed, Instant now) {
    String text =
        "the circuit breaker of "
            + scope
            + " looks again: nobody looked through its sensors from "
            + missed.tickedAt()
            + " to "
            + now
            + ", "
            + Duration.between(missed.tickedAt(), now).toSeconds()
            + " s; posted readings were judged all the while; stop "
            + missed.stop()
            + (missed.pressed()
                ? " was pressed for it and holds until people release it"
                : " was to be pressed for it, but no place has taken it");
    return said(scope, "LOOKS_AGAIN", text, now, Map.of("stop", missed.stop().value()));
  }

  /** Says that the clock of this process jumped by so much, ahead above zero. */
  Warning jumped(Scope scope, Duration by, Instant now) {
    String text =
        "the clock of the process that looks for the circuit breaker of "
            + scope
            + (by.isNegative() ? " went back " : " went ahead ")
            + by.abs().plus(HALF_A_SECOND).toSeconds()
            + " s against what it counted: it is "
            + now
            + " now; silence is measured by the count, but readings that others date may be ignored"
            + " as too old or too new until the clocks agree: set them right";
    return said(scope, "CLOCK_JUMPED", text, now, Map.of());
  }

  private Warning said(
      Scope scope, String action, String text, Instant now, Map<String, String> more) {
    Map<String, String> details = new HashMap<>(more);
    details.put("text", text);
    ledger.append(new LedgerEntry(ACTOR, action, "breaker/" + scope, details));
    return new Warning(action + " " + now, text);
  }
}
