package io.estop.bench.simulation;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees everything that happens in a world, writes it down, and says what must not be. */
final class Watch {
  private static final int MOST_LINES = 20_000;
  private final Turns turns;
  private final List<String> story = new ArrayList<>();
  private final Map<Finding, List<String>> findings = new EnumMap<>(Finding.class);

  Watch(Turns turns) {
    this.turns = turns;
  }

  /** Writes a line of the story. */
  void tell(String line) {
    if (story.size() < MOST_LINES) {
      Duration at = turns.elapsed();
      story.add("%6d.%03d %s".formatted(at.toSeconds(), at.toMillisPart(), line));
    }
  }

  void found(Finding finding, String what) {
    tell("FOUND " + finding + ": " + what);
    findings.computeIfAbsent(finding, key -> new ArrayList<>()).add(what);
  }

  Map<Finding, List<String>> findings() {
    return findings;
  }

  List<String> story() {
    return story;
  }

  /** Judges a fill of an order of a stop, by what was held before and after it. */
  void filled(
      String order,
      Instrument instrument,
      Map<Instrument, BigDecimal> before,
      Map<Instrument, BigDecimal> after) {
    BigDecimal had = before.getOrDefault(instrument, BigDecimal.ZERO);
    BigDecimal has = after.getOrDefault(instrument, BigDecimal.ZERO);
    String what =
        order
            + " turned "
            + had.toPlainString()
            + " "
            + instrument
            + " into "
            + has.toPlainString();
    tell(what);
    if (had.signum() * has.signum() < 0) {
      found(Finding.FLIP, what);
    } else if (has.abs().compareTo(had.abs()) > 0) {
      found(Finding.INCREASE, what);
    }
  }

  /** Judges a fill of an order of a stop, by what was and is held of what it was decided by. */
  void uncovered(
      String order,
      Instrument instrument,
      Map<Instrument, BigDecimal> before,
      Map<Instrument, BigDecimal> after) {
    for (Right right : Right.values()) {
      BigDecimal nakedBefore = naked(before, instrument.underlying(), right);
      BigDecimal nakedAfter = naked(after, instrument.underlying(), right);
      if (nakedAfter.compareTo(nakedBefore) > 0) {
        found(
            Finding.NAKED_SHORT,
            order
                + " left "
                + nakedAfter.toPlainString()
                + " shares of short "
                + right
                + " uncovered by closing "
                + instrument);
      }
    }
  }

  /** Returns for how many shares short options of that right have no cover. */
  private static BigDecimal naked(
      Map<Instrument, BigDecimal> held, String underlying, Right right) {
    BigDecimal open = BigDecimal.ZERO;
    for (Map.Entry<Instrument, BigDecimal> one : held.entrySet()) {
      Instrument instrument = one.getKey();
      BigDecimal quantity = one.getValue();
      if (instrument.underlying().equals(underlying)) {
        if (!instrument.isOption()) {
          BigDecimal cover = right == Right.CALL ? quantity : quantity.negate();
          open = open.subtract(cover.max(BigDecimal.ZERO));
        } else if (OptionContract.parse(instrument.symbol()).right() == right) {
          open = open.subtract(quantity.multiply(instrument.multiplier()));
        }
      }
    }
    return open.max(BigDecimal.ZERO);
  }

  /** Judges an order of a stop that a venue has just taken, by what is open there already. */
  void taken(
      String order, Side side, BigDecimal quantity, BigDecimal position, BigDecimal underWay) {
    boolean fits =
        position.signum() != 0
            && Side.closing(position) == side
            && underWay.add(quantity).compareTo(position.abs()) <= 0;
    if (!fits) {
      found(
          Finding.DUPLICATE,
          order
              + " is to "
              + side
              + " "
              + quantity.toPlainString()
              + " where "
              + position.toPlainString()
              + " is held and "
              + underWay.toPlainString()
              + " is ordered already");
    }
  }

  /** Returns everything that was found, a line each. */
  List<String> lines() {
    Map<String, Integer> lines = new LinkedHashMap<>();
    findings.forEach(
        (kind, all) -> all.forEach(what -> lines.merge(kind + ": " + what, 1, Integer::sum)));
    return List.copyOf(lines.keySet());
  }
}
