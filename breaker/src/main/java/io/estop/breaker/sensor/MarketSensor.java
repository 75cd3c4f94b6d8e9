package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.DATA_QUALITY;
import static io.estop.model.breaker.Metric.DEPTH;
import static io.estop.model.breaker.Metric.FILL_RATIO;
import static io.estop.model.breaker.Metric.ORDER_EXECUTION_TIME;
import static io.estop.model.breaker.Metric.PRICE_VELOCITY;
import static io.estop.model.breaker.Metric.PRICE_VELOCITY_SIGMAS;
import static io.estop.model.breaker.Metric.REALISED_VOLATILITY;
import static io.estop.model.breaker.Metric.SLIPPAGE;
import static io.estop.model.breaker.Metric.SPREAD;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.AgainstNormal;
import io.estop.model.breaker.meter.Meter;
import io.estop.model.breaker.meter.PriceVelocity;
import io.estop.model.breaker.meter.QuoteFlaw;
import io.estop.model.breaker.meter.QuoteQuality;
import io.estop.model.breaker.meter.RealisedVolatility;
import io.estop.model.breaker.meter.VelocityInSigmas;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Partial;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The quotes of a venue: how fast prices go, how wide and how thin books are, by symbol; and how
 * far the data can be believed, by account. A quote counts once, at the venue's time translated to
 * ours. While an instrument's market is closed it is at rest: nothing moves, and all is as it
 * normally is.
 */
public final class MarketSensor implements Sensor {
  /** What it gives by symbol, and what that is while nothing trades. */
  private static final Map<Metric, BigDecimal> AT_REST =
      Map.of(
          SPREAD, BigDecimal.ONE,
          DEPTH, BigDecimal.ONE,
          REALISED_VOLATILITY, BigDecimal.ONE,
          PRICE_VELOCITY, BigDecimal.ZERO,
          PRICE_VELOCITY_SIGMAS, BigDecimal.ZERO);

  private static final int MOST_INSTRUMENTS = 1_000;
  private static final int SCALE = 4;

  private final VenueReader venue;
  private final Instruments instruments;
  private final MarketWindows windows;
  private final Prices prices;
  private final VenueTime time;
  private final Map<Instrument, Watched> watched = new HashMap<>();
  // Written by the look, read by whoever tells what it waits for.
  private volatile String asked = "nothing";

  /**
   * @param prices takes what instruments are worth, for whoever judges orders
   */
  public MarketSensor(
      VenueReader venue, Instruments instruments, MarketWindows windows, Prices prices) {
    this.venue = venue;
    this.prices = prices;
    this.instruments = instruments;
    this.windows = windows;
    this.time = new VenueTime(venue);
  }

  /** What is remembered of one instrument. */
  private static final class Watched {
    private final QuoteQuality quality;
    private final Map<Metric, Meter> meters = new EnumMap<>(Metric.class);
    private Instant last = Instant.MIN;

    Watched(Instrument instrument, MarketWindows windows) {
      quality = new QuoteQuality(windows.staleAfter(), instrument.assetClass());
      meters.put(SPREAD, new AgainstNormal(windows.normal()));
      meters.put(DEPTH, new AgainstNormal(windows.normal()));
      meters.put(PRICE_VELOCITY, new PriceVelocity(windows.window()));
      meters.put(
          PRICE_VELOCITY_SIGMAS,
          new VelocityInSigmas(windows.window(), windows.normal(), instrument.assetClass()));
      meters.put(REALISED_VOLATILITY, new RealisedVolatility(windows.window(), windows.normal()));
    }
  }

  @Override
  public String name() {
    return "market of " + venue.account();
  }

  @Override
  public Set<Metric> metrics() {
    Set<Metric> all = new HashSet<>(AT_REST.keySet());
    all.add(DATA_QUALITY);
    // Of orders: they are judged by its prices, so whoever wants those must look at these.
    all.addAll(Set.of(ORDER_EXECUTION_TIME, FILL_RATIO, SLIPPAGE));
    return Set.copyOf(all);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    asked = "the market clock";
    Answer<VenueTime.Known> clock = time.at(now);
    asked = "the instruments that are held";
    Answer<List<Instrument>> held = instruments.now();
    clock.failure().ifPresent(why -> seen.trouble("market clock: " + why));
    held.failure().ifPresent(why -> seen.trouble("positions: " + why));
    if (clock.known().isPresent() && held.known().isPresent()) {
      look(held.known().get(), clock.known().get(), seen, now);
    }
    return seen.look();
  }

  @Override
  public String waitsFor() {
    return asked;
  }

  private void look(List<Instrument> held, VenueTime.Known clock, Seen seen, Instant now) {
    List<Instrument> all = held.subList(0, Math.min(MOST_INSTRUMENTS, held.size()));
    if (held.size() > all.size()) {
      seen.trouble("only " + MOST_INSTRUMENTS + " of " + held.size() + " instruments are watched");
    }
    watched.keySet().retainAll(Set.copyOf(all));
    List<Instrument> trading =
        all.stream().filter(one -> clock.trades(one.assetClass())).distinct().toList();
    all.stream().filter(one -> !trading.contains(one)).forEach(one -> atRest(one, seen));
    if (trading.isEmpty()) {
      seen.read(DATA_QUALITY, subject(), BigDecimal.ONE);
      return;
    }
    asked = "the quotes of " + trading.size() + " instruments";
    Answer<Partial<Map<String, Quote>>> quotes = venue.readableQuotes(trading);
    quotes.failure().ifPresent(why -> seen.trouble("quotes: " + why));
    quotes.known().ifPresent(known -> judge(trading, known, clock, seen, now));
  }

  private static void atRest(Instrument instrument, Seen seen) {
    AT_REST.forEach((metric, value) -> seen.read(metric, Seen.subject(instrument.symbol()), value));
  }

  private void judge(
      List<Instrument> trading,
      Partial<Map<String, Quote>> quotes,
      VenueTime.Known clock,
      Seen seen,
      Instant now) {
    Map<QuoteFlaw, String> flaws = new TreeMap<>();
    int believable = 0;
    for (Instrument instrument : trading) {
      Watched one = watched.computeIfAbsent(instrument, any -> new Watched(instrument, windows));
      Optional<Quote> quote = Optional.ofNullable(quotes.value().get(instrument.symbol()));
      Optional<QuoteFlaw> flaw = one.quality.judge(quote, clock.venueTime(now));
      flaw.ifPresent(
          what -> flaws.merge(what, instrument.symbol(), (some, more) -> some + ", " + more));
      believable += flaw.isEmpty() ? 1 : 0;
      quote
          .filter(any -> flaw.isEmpty() && any.isTwoSided())
          .ifPresent(good -> prices.add(instrument.symbol(), good.mid(), good.quotedAt()));
      quote
          .filter(any -> isMeasurable(flaw))
          .ifPresent(use -> measure(instrument, one, use, clock, seen));
    }
    seen.read(
        DATA_QUALITY,
        subject(),
        BigDecimal.valueOf(believable)
            .divide(BigDecimal.valueOf(trading.size()), SCALE, RoundingMode.DOWN));
    flaws.forEach((what, symbols) -> seen.trouble("quotes " + what + ": " + symbols));
  }

  // What stands alone, or comes after a silence, may be true: rules ask for a second one anyway.
  private static boolean isMeasurable(Optional<QuoteFlaw> flaw) {
    return flaw.filter(what -> what != QuoteFlaw.BAD_PRINT && what != QuoteFlaw.GAP).isEmpty();
  }

  private static void measure(
      Instrument instrument, Watched one, Quote quote, VenueTime.Known clock, Seen seen) {
    if (!quote.quotedAt().isAfter(one.last) || !quote.isTwoSided()) {
      return;
    }
    one.last = quote.quotedAt();
    BigDecimal mid = quote.mid();
    BigDecimal spread = quote.ask().subtract(quote.bid()).divide(mid, MathContext.DECIMAL64);
    String subject = Seen.subject(instrument.symbol());
    Instant at = clock.ourTime(quote.quotedAt());
    one.meters.forEach(
        (metric, meter) ->
            meter
                .observe(
                    switch (metric) {
                      case SPREAD -> spread;
                      case DEPTH -> quote.bidSize().min(quote.askSize());
                      default -> mid;
                    },
                    quote.quotedAt())
                .ifPresent(value -> seen.read(metric, subject, value, at)));
  }

  private String subject() {
    return Seen.subject(venue.account().toString());
  }
}
