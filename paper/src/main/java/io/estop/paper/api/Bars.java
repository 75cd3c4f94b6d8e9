package io.estop.paper.api;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.exchange.Priced;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Chance;
import io.estop.paper.market.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A seeded past that leads up to the present price; bars of a market that nobody traded in. */
final class Bars {
  private static final Pattern TIMEFRAME = Pattern.compile("(\\d+)(Min|T|Hour|H|Day|D)");
  private static final int MAX_BARS = 1000;
  private static final BigDecimal BUSY = BigDecimal.valueOf(100);

  private final Chance chance;
  private final Predicate<String> busy;

  Bars(long seed) {
    this(seed, symbol -> false);
  }

  /**
   * @param busy symbols whose bar that is not over yet shows a hundred times what is traded
   */
  Bars(long seed, Predicate<String> busy) {
    this.chance = new Chance(seed);
    this.busy = busy;
  }

  /** Returns the bar of that timeframe that is not over yet. */
  Map<String, Object> latest(Priced priced, String timeframe) {
    return before(priced, timeframe, 1).get(0);
  }

  /** Returns yesterday's bar. */
  Map<String, Object> previousDay(Priced priced) {
    return before(priced, "1Day", 2).get(0);
  }

  /** Returns up to that many bars before now, oldest first. */
  List<Map<String, Object>> before(Priced priced, String timeframe, int count) {
    return before(priced, timeframe, count, Instant.MIN);
  }

  /** Returns up to that many bars before now that begin at that moment or later, oldest first. */
  List<Map<String, Object>> before(Priced priced, String timeframe, int count, Instant since) {
    Duration span = span(timeframe);
    Instrument instrument = priced.instrument();
    SplittableRandom random = chance.random("bars/" + span, instrument.symbol());
    double deviation = instrument.volatility() * Math.sqrt(span.toMinutes() / (252.0 * 24 * 60));
    List<Map<String, Object>> bars = new ArrayList<>();
    Instant at = floor(priced.quote().at(), span);
    BigDecimal close = Ticks.last(priced);
    for (int i = 0; i < Math.min(count, MAX_BARS) && !at.isBefore(since); i++) {
      BigDecimal open = step(close, deviation * random.nextGaussian(), instrument.tick());
      long minutes = i == 0 ? minutesOver(at, span, priced) : span.toMinutes();
      BigDecimal volume = instrument.bidSize().multiply(BigDecimal.valueOf(minutes));
      boolean isBusy = i == 0 && busy.test(instrument.symbol());
      bars.add(Ticks.bar(at, open, close, isBusy ? volume.multiply(BUSY) : volume));
      close = open;
      at = previous(at, span, instrument);
    }
    Collections.reverse(bars);
    return bars;
  }

  /** Of the bar that is not over yet; a day of shares and options is over when its session is. */
  private static long minutesOver(Instant start, Duration span, Priced priced) {
    Instant now = priced.quote().at();
    if (span.toDays() < 1 || priced.instrument().assetClass() == AssetClass.CRYPTO) {
      return Math.min(span.toMinutes(), Duration.between(start, now).toMinutes());
    }
    Duration session = Duration.between(TradingCalendar.OPEN, TradingCalendar.CLOSE);
    Instant open = start.atZone(TradingCalendar.NEW_YORK).with(TradingCalendar.OPEN).toInstant();
    long over = Math.max(0, Math.min(session.toMinutes(), Duration.between(open, now).toMinutes()));
    return span.toMinutes() * over / session.toMinutes();
  }

  private static BigDecimal step(BigDecimal price, double log, BigDecimal tick) {
    return price
        .multiply(BigDecimal.valueOf(Math.exp(log)))
        .divide(tick, 0, RoundingMode.HALF_EVEN)
        .multiply(tick);
  }

  private static Instant previous(Instant at, Duration span, Instrument instrument) {
    Instant before = at.minus(span);
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      return before;
    }
    boolean daily = span.toDays() >= 1;
    while (!(daily
        ? TradingCalendar.isTradingDay(before.atZone(TradingCalendar.NEW_YORK).toLocalDate())
        : TradingCalendar.isOpen(before))) {
      before = before.minus(span);
    }
    return before;
  }

  private static Instant floor(Instant at, Duration span) {
    if (span.toDays() >= 1) {
      return at.atZone(TradingCalendar.NEW_YORK).truncatedTo(ChronoUnit.DAYS).toInstant();
    }
    return Instant.ofEpochSecond(at.getEpochSecond() / span.toSeconds() * span.toSeconds());
  }

  private static Duration span(String timeframe) {
    Matcher parts = TIMEFRAME.matcher(timeframe);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
      throw Refusal.invalid("invalid timeframe: " + timeframe);
    }
    long amount = Long.parseLong(parts.group(1));
    return switch (parts.group(2).charAt(0)) {
      case 'D' -> Duration.ofDays(amount);
      case 'H' -> Duration.ofHours(amount);
      default -> Duration.ofMinutes(amount);
    };
  }
}
