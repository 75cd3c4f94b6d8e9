package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Works on one batch of positions in waves: settle what is out, read the venue, decide, write the
 * intents, send, write the results. Partial fills are chased and limits re-priced from wave to
 * wave. A position has at most one order that may still fill.
 */
public final class BatchWorker {
  private static final int MOST_WAVES = 100;

  /** A pass waits this long for what is due soon; for what is due later it is asked again. */
  private static final Duration SHORT_WAIT = Duration.ofSeconds(2);

  private static final int SILENT_WAVES = 2;
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final EngineParts parts;
  private final WaveWorker waves;
  private final HandBack handBack;
  private final LiquidationSettings settings;

  BatchWorker(EngineParts parts, OrderCanceller canceller) {
    this.parts = parts;
    this.waves = new WaveWorker(parts, canceller);
    this.handBack = new HandBack(parts);
    this.settings = parts.settings();
  }

  /**
   * What is left of a batch.
   *
   * @param open positions not resolved
   * @param useless those of them that another pass soon does not help
   * @param riskLeft share of the risk that is still open
   * @param reasons how many positions wait for which reason
   * @param dueIn for how long there is nothing to do; 0 where there is
   * @param opensAt when the market opens, where all that is open waits for it
   */
  public record Left(
      int open,
      int useless,
      BigDecimal riskLeft,
      Map<ResidualReason, Integer> reasons,
      Duration dueIn,
      Optional<Instant> opensAt) {

    Left dueIn(Duration pause) {
      return new Left(
          open, useless, riskLeft, reasons, pause.isNegative() ? Duration.ZERO : pause, opensAt);
    }
  }

  /**
   * Works on a batch until nothing more can be done now, or its time is over.
   *
   * @param deadline when the time for liquidation is over, empty where nobody said
   */
  public Left work(StopId stop, int batch, Optional<Instant> deadline, Pulse pulse) {
    List<PositionRow> known = parts.positions().batch(stop, batch);
    List<PositionRow> rows =
        handBack.follow(stop, known) ? parts.positions().batch(stop, batch) : known;
    boolean paced = rows.stream().anyMatch(row -> row.schedule().isPresent());
    Duration budget = paced ? settings.work().pacedBudget() : settings.batchBudget();
    Duration longestWait = paced ? budget : SHORT_WAIT;
    Instant end = now().plus(budget);
    Pass pass = waves.begin(stop, batch, deadline, pulse);
    Left left = pass(pass, left(rows, Map.of()), new Bounds(end, longestWait));
    waves.end(pass);
    return left;
  }

  /** Until when, and what is waited for at most. */
  private record Bounds(Instant end, Duration longestWait) {}

  private Left pass(Pass pass, Left before, Bounds bounds) {
    Left left = before;
    int silent = 0;
    for (int wave = 0; wave < MOST_WAVES && left.open() > 0; wave++) {
      WaveWorker.Wave done = waves.wave(pass);
      pass.pulse.beat();
      left = left(parts.positions().batch(pass.stop, pass.batch), done.waits());
      silent = isSilent(left, done) ? silent + 1 : 0;
      Duration pause = pause(done);
      if (left.open() == left.useless() || now().isAfter(bounds.end())) {
        return left.dueIn(pause);
      }
      if (silent == SILENT_WAVES || pause.compareTo(bounds.longestWait()) > 0) {
        // Others need the slot more than a wait does.
        return left.dueIn(silent == SILENT_WAVES ? SILENCE : pause);
      }
      if (!done.sentAny() && !pass.awaitsAnswer(pause)) {
        rest(pause, pass.pulse);
      }
    }
    return left;
  }

  private Instant now() {
    return parts.clock().instant();
  }

  private static boolean isSilent(Left left, WaveWorker.Wave done) {
    return done.waits().size() == left.open()
        && done.waits().values().stream()
            .allMatch(wait -> wait.reason() == ResidualReason.VENUE_SILENT);
  }

  /** Returns how long nothing is due: until the first position says so, or a limit has rested. */
  private Duration pause(WaveWorker.Wave done) {
    if (done.sentAny()) {
      return Duration.ZERO;
    }
    Instant now = now();
    Instant soon = now.plus(settings.repriceAfter());
    Instant next =
        done.waits().values().stream()
            .filter(wait -> !wait.useless())
            .map(wait -> wait.until().orElse(soon))
            .min(Instant::compareTo)
            .orElse(soon);
    return Duration.between(now, next.isBefore(soon) ? soon : next);
  }

  /** In short pauses: whoever drives the pass has to hear that it is alive, and may end it. */
  private void rest(Duration pause, Pulse pulse) {
    Duration left = pause;
    while (left.compareTo(Duration.ZERO) > 0) {
      Duration next = left.compareTo(settings.repriceAfter()) < 0 ? left : settings.repriceAfter();
      pulse.pause(next);
      left = left.minus(next);
    }
  }

  private static Left left(List<PositionRow> rows, Map<Integer, Decision.Wait> waits) {
    int open = 0;
    int useless = 0;
    BigDecimal riskLeft = BigDecimal.ZERO;
    Map<ResidualReason, Integer> reasons = new TreeMap<>();
    for (PositionRow row : rows) {
      if (row.status() == PositionStatus.OPEN) {
        open++;
        riskLeft = riskLeft.add(Risk.left(row));
        reasons.merge(row.reason(), 1, Integer::sum);
        Decision.Wait wait = waits.get(row.number());
        useless += wait != null && wait.useless() ? 1 : 0;
      }
    }
    return new Left(
        open, useless, riskLeft, Map.copyOf(reasons), Duration.ZERO, opensAt(open, waits));
  }

  private static Optional<Instant> opensAt(int open, Map<Integer, Decision.Wait> waits) {
    boolean onlyTheMarket =
        open > 0
            && waits.size() == open
            && waits.values().stream()
                .allMatch(wait -> wait.reason() == ResidualReason.MARKET_CLOSED);
    return onlyTheMarket
        ? waits.values().stream().flatMap(wait -> wait.until().stream()).min(Instant::compareTo)
        : Optional.empty();
  }
}
