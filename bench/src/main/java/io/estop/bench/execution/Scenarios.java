package io.estop.bench.execution;

import io.estop.bench.execution.Scenario.Kind;
import io.estop.model.liquidation.schedule.Frame;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * The simulated books. A share at 100, 50,000 of them to sell in 300 s in at most 5 parts. Base: 2
 * % a day over a session of 23,400 s, 1 basis point of half spread, a sale of everything moves the
 * price by 30 basis points, a fifth of it for good, the rest fades with a half-life of 10 s.
 */
final class Scenarios {
  private static final double MID = 100;
  private static final double UNITS = 50_000;
  private static final double SESSION_SECONDS = 23_400;
  private static final Duration HORIZON = Duration.ofSeconds(300);
  private static final int TRANCHES = 5;
  private static final int TAU = 60;
  private static final Frame FRAME =
      new Frame(BigDecimal.valueOf(50_000), BigDecimal.ONE, BigDecimal.ONE, HORIZON, TRANCHES);
  private static final Instrument SHARE = new Instrument("BENCH", AssetClass.US_EQUITY);
  private static final Duration RECORDED_HORIZON = Duration.ofSeconds(60);
  private static final int RECORDED_EVERY_SECONDS = 30;
  private static final double RECORDED_HALF_LIFE_SECONDS = 2;
  private static final double RECORDED_REACH = 0.0005;
  private static final double RECORDED_MOVE = 0.001;
  private static final Duration AFTER_A_PAUSE = Duration.ofSeconds(660);

  private Scenarios() {}

  static List<Scenario> simulated(long firstSeed) {
    Impact usual = impact(0.02, 0.0001, 0.003, 0.2, 10);
    Impact calm = impact(0.008, 0.0001, 0.003, 0.2, 10);
    Impact thin = impact(0.02, 0.0003, 0.015, 0.2, 10);
    Impact linear = impact(0.006, 0.0001, 0.0015, 0.05, 0);
    Impact block = impact(0.02, 0.0001, 0.005, 0.3, 20);
    Conditions fine = Conditions.USUAL;
    return List.of(
        of(
            firstSeed,
            "linear",
            "Almgren-Chriss linear",
            Kind.MODEL,
            linear,
            fine.linearOver(TAU),
            HORIZON),
        of(firstSeed, "block", "Obizhaeva-Wang book", Kind.MODEL, block, fine, HORIZON),
        of(firstSeed, "calm", "calm", Kind.MODEL, calm, fine, HORIZON),
        of(firstSeed, "thin", "spread x3, depth /5", Kind.MODEL, thin, fine, HORIZON),
        of(
            firstSeed,
            "crash",
            "crash, -9.8 % in 300 s",
            Kind.FALLING,
            calm,
            fine.falling(0.098, 2.5),
            HORIZON),
        of(
            firstSeed,
            "pause",
            "pause, 40 to 340 s",
            Kind.DISTURBED,
            calm,
            fine.pausing(40, 340),
            AFTER_A_PAUSE),
        of(
            firstSeed,
            "oneSided",
            "nobody bids, 40 % of the time",
            Kind.DISTURBED,
            usual,
            fine.withoutBids(0.4),
            HORIZON),
        of(
            firstSeed,
            "drip",
            "a second fills 5 % at most",
            Kind.DISTURBED,
            usual,
            fine.dripping(UNITS / 20),
            HORIZON));
  }

  /**
   * Returns the recorded book: ten basis points' worth of it, sold and bought from every half
   * minute on, so that its own drift falls out. Volatility and depth are the record's; how fast it
   * refills is assumed.
   */
  static Scenario recorded(Recording recording) {
    double density = recording.density(RECORDED_REACH);
    Impact impact =
        new Impact(
            recording.volatility(),
            recording.halfSpread(0),
            density,
            0,
            Math.log(2) / RECORDED_HALF_LIFE_SECONDS);
    BigDecimal total =
        BigDecimal.valueOf(density * recording.mid(0) * RECORDED_MOVE)
            .setScale(1, RoundingMode.DOWN);
    BigDecimal step = new BigDecimal("0.00001");
    int horizon = Math.toIntExact(RECORDED_HORIZON.toSeconds());
    int windows = 1 + (recording.seconds() - horizon - 1) / RECORDED_EVERY_SECONDS;
    return new Scenario(
        "recorded",
        "recorded BTC/USDT, 60 s",
        new Instrument("BTC/USDT", AssetClass.CRYPTO),
        new Frame(total, step, step, RECORDED_HORIZON, TRANCHES),
        impact,
        RECORDED_HORIZON,
        Kind.RECORDED,
        2 * windows,
        number ->
            new ReplayedBook(
                recording,
                number / 2 * RECORDED_EVERY_SECONDS,
                number % 2 == 0 ? Side.SELL : Side.BUY,
                impact.resilience()));
  }

  private static Impact impact(
      double daily, double halfSpread, double move, double permanent, double halfLife) {
    return new Impact(
        MID * daily / Math.sqrt(SESSION_SECONDS),
        MID * halfSpread,
        UNITS / (MID * move),
        permanent,
        halfLife == 0 ? Double.POSITIVE_INFINITY : Math.log(2) / halfLife);
  }

  private static Scenario of(
      long firstSeed,
      String name,
      String words,
      Kind kind,
      Impact impact,
      Conditions conditions,
      Duration deadline) {
    int seconds = Math.toIntExact(deadline.toSeconds());
    return new Scenario(
        name,
        words,
        SHARE,
        FRAME,
        impact,
        deadline,
        kind,
        Integer.MAX_VALUE,
        number ->
            new BlockBook(
                MID,
                impact,
                conditions,
                Path.of(firstSeed + number, MID, impact.volatility(), conditions, seconds)));
  }
}
