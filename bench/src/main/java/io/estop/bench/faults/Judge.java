package io.estop.bench.faults;

import io.estop.bench.faults.Fault.Kind;
import io.estop.bench.faults.Fault.Victim;
import io.estop.bench.faults.VenueLog.Accepted;
import io.estop.bench.stops.Acknowledged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** Holds what the venue accepted against what was promised. Nothing of the product is asked. */
final class Judge {
  /** An order that was let in just in time may take so long to the venue and through it. */
  private static final Duration UNDER_WAY = Duration.ofMillis(500);

  /** An acknowledgement's moment is in whole milliseconds, the venue's clock sure to two. */
  private static final Duration UNSURE = Duration.ofMillis(3);

  private final BiFunction<String, Instant, List<Accepted>> venue;
  private final Findings findings;

  /**
   * @param venue returns the orders in a symbol that were accepted since a moment
   */
  Judge(BiFunction<String, Instant, List<Accepted>> venue, Findings findings) {
    this.venue = venue;
    this.findings = findings;
  }

  /** Judges all orders in the symbol of a case; call when nobody tries any more. */
  void orders(Case one) {
    List<Accepted> orders = venue.apply(one.symbol, one.began);
    for (Acknowledged said : one.seen().values()) {
      orders.stream()
          .filter(order -> order.id().startsWith(said.component() + "-"))
          .filter(order -> order.at().isAfter(said.at().plus(UNSURE)))
          .filter(order -> !said.listed().contains(order.id()))
          .forEach(order -> afterAcknowledgement(one, said, order));
    }
    Instant latest = one.acceptedAt.equals(Instant.MAX) ? Instant.MAX : liveUntil(one);
    orders.stream()
        .filter(order -> order.at().isAfter(latest))
        .forEach(
            order ->
                findings.add(
                    one.seed,
                    Findings.Kind.WRONG_LIVE,
                    one.fault,
                    order + " under a hold that was ACCEPTED at " + one.acceptedAt));
  }

  /** Judges what passed while a store was away for longer than its bound. */
  void lossOfState(Case one) {
    Duration bound = deniedAfter(one.fault);
    if (bound.isZero() || one.injectedAt.equals(Instant.MAX)) {
      return;
    }
    Instant from = one.injectedAt.plus(bound).plus(UNDER_WAY);
    String prefix =
        one.fault.victim() == Victim.COMPONENT
            ? Arena.COMPONENTS.get(one.fault.component()) + "-"
            : "";
    venue.apply(Arena.CONTROL, from).stream()
        .filter(order -> order.at().isAfter(from) && order.at().isBefore(one.healedAt))
        .filter(order -> order.id().startsWith(prefix))
        .forEach(
            order ->
                findings.add(
                    one.seed,
                    Findings.Kind.NOT_DENIED,
                    one.fault,
                    order + " while nothing could be known since " + one.injectedAt));
  }

  // Nothing is to be denied where another keeper goes on, or the component itself stands still.
  private static Duration deniedAfter(Fault fault) {
    return switch (fault.victim()) {
      case REDIS -> Arena.STALE_AFTER;
      case POSTGRES -> Arena.LEASE;
      case COMPONENT -> fault.kind() == Kind.CUT_OFF ? Arena.STALE_AFTER : Duration.ZERO;
      case STARTER, WORKER, TEMPORAL -> Duration.ZERO;
    };
  }

  private static Instant liveUntil(Case one) {
    return one.acceptedAt.plus(Arena.LEASE).plus(Arena.STALE_AFTER).plus(UNDER_WAY);
  }

  private void afterAcknowledgement(Case one, Acknowledged said, Accepted order) {
    findings.add(
        one.seed,
        Findings.Kind.ACCEPTED_AFTER_ACKNOWLEDGEMENT,
        one.fault,
        order
            + " after "
            + said.instance()
            + " acknowledged at "
            + said.at()
            + " listing "
            + said.listed());
  }
}
