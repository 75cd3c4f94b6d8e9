package io.estop.liquidation;

import io.estop.model.liquidation.ResidualReason;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.venues.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A venue that pauses many symbols pauses its market: then one order asks whether it goes on, not
 * hundreds, whose requests would be missing when it does.
 */
final class Pauses {
  private static final int MARKET_WIDE = 5;
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(2);

  private Pauses() {}

  /** Leaves one order to ask, where so many positions were refused as paused. */
  static void probe(
      List<PositionRow> rows,
      Map<Integer, List<SliceRow>> orders,
      Map<Integer, Decision> decisions,
      Instant now) {
    Map<Integer, Refused> paused = new TreeMap<>();
    for (PositionRow row : rows) {
      Refused.of(orders.getOrDefault(row.number(), List.of()))
          .filter(refused -> refused.reason() == Refusal.SYMBOL_PAUSED)
          .ifPresent(refused -> paused.put(row.number(), refused));
    }
    if (paused.size() < MARKET_WIDE) {
      return;
    }
    Instant asked = paused.values().stream().map(Refused::at).max(Instant::compareTo).orElse(now);
    Instant next = asked.plus(BETWEEN_PROBES);
    boolean ask = !now.isBefore(next);
    Decision.Wait wait =
        new Decision.Wait(
            ResidualReason.VENUE_PAUSED,
            "the venue pauses its market: " + paused.size() + " symbols here alone",
            false,
            Optional.of(ask ? now.plus(BETWEEN_PROBES) : next));
    paused.keySet().stream()
        .filter(number -> decisions.get(number) instanceof Decision.Send)
        .skip(ask ? 1 : 0)
        .forEach(number -> decisions.put(number, wait));
  }
}
