package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingPriceTest {
  private static final BigDecimal HUNDRED = new BigDecimal("100");
  private static final Instrument SHARE = new Instrument("AAPL", AssetClass.US_EQUITY);
  private static final Instrument COIN = new Instrument("BTC/USD", AssetClass.CRYPTO);
  private static final Instrument OPTION =
      new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
  private final ClosingPrice price =
      new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1"));

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void isOnTheGridAndNeverWorseThanTheCollarAfterRounding(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Instrument instrument = new Instrument[] {SHARE, COIN, OPTION}[random.nextInt(3)];
      Quote arrival = some(instrument, random);
      Quote quote = some(instrument, random);
      Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
      BigDecimal worst = price.worst(instrument, side, arrival);
      BigDecimal limit = price.limit(instrument, side, quote, worst);
      BigDecimal bound = bound(instrument, side, arrival);
      String as = "seed " + seed + ": " + side + " " + instrument + " " + arrival + " " + quote;

      if (side == Side.SELL) {
        assertThat(worst).as(as).isGreaterThanOrEqualTo(bound);
        assertThat(limit).as(as).isGreaterThanOrEqualTo(worst);
        assertThat(limit).as(as).isLessThanOrEqualTo(quote.bid().max(worst));
      } else {
        assertThat(worst).as(as).isLessThanOrEqualTo(bound);
        assertThat(limit).as(as).isLessThanOrEqualTo(worst);
        assertThat(limit).as(as).isGreaterThanOrEqualTo(quote.ask().min(worst));
      }
      BigDecimal step = ClosingPrice.increment(instrument, limit);
      assertThat(limit.remainder(step)).as(as).isEqualByComparingTo("0");
    }
  }

  private static BigDecimal bound(Instrument instrument, Side side, Quote arrival) {
    BigDecimal anchor = instrument.isOption() ? arrival.touch(side) : arrival.mid();
    BigDecimal slip =
        anchor.multiply(new BigDecimal(instrument.isOption() ? "25" : "1")).divide(HUNDRED);
    return side == Side.SELL ? anchor.subtract(slip) : anchor.add(slip);
  }

  private static Quote some(Instrument instrument, Random random) {
    int scale = instrument.isOption() ? 2 : instrument.equals(COIN) ? random.nextInt(9) : 4;
    BigDecimal bid = BigDecimal.valueOf(1 + random.nextInt(20_000), scale);
    BigDecimal ask = bid.add(BigDecimal.valueOf(1 + random.nextInt(30), scale));
    return quote(bid, ask);
  }

  private static Quote quote(BigDecimal bid, BigDecimal ask) {
    return new Quote(bid, BigDecimal.ONE, ask, BigDecimal.ONE, Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, 100.00, 100.10, 99.05, 99.90",
    "BUY, 100.00, 100.10, 101.05, 100.21",
    "SELL, 0.5000, 0.5010, 0.4955, 0.4995",
    "BUY, 0.9990, 0.9999, 1.00, 1.00",
    "SELL, 1.0000, 1.0040, 0.9920, 0.9990"
  })
  void goesThroughTheTouchOfShares(
      Side side, BigDecimal bid, BigDecimal ask, BigDecimal worst, BigDecimal limit) {
    Quote arrival = quote(bid, ask);

    assertThat(price.worst(SHARE, side, arrival)).isEqualByComparingTo(worst);
    assertThat(price.limit(SHARE, side, arrival, worst)).isEqualByComparingTo(limit);
  }

  @Test
  void collarOfAnOptionIsMeasuredFromItsTouch() {
    Quote wide = quote(new BigDecimal("1.00"), new BigDecimal("3.00"));

    assertThat(price.worst(OPTION, Side.SELL, wide)).isEqualByComparingTo("0.75");
    assertThat(price.worst(OPTION, Side.BUY, wide)).isEqualByComparingTo("3.75");
  }

  @Test
  void oneSidedArrivalIsMeasuredFromItsTouch() {
    Quote noAsk = quote(new BigDecimal("50.00"), BigDecimal.ZERO);

    assertThat(price.worst(SHARE, Side.SELL, noAsk)).isEqualByComparingTo("49.50");
  }

  @Test
  void coinOfAFractionOfASubPennyKeepsItsCollar() {
    Quote tiny = quote(new BigDecimal("0.00001200"), new BigDecimal("0.00001210"));

    assertThat(price.worst(COIN, Side.SELL, tiny))
        .isLessThan(tiny.bid())
        .isGreaterThan(new BigDecimal("0.0000119"));
    assertThat(price.worst(COIN, Side.BUY, tiny)).isLessThan(new BigDecimal("0.0000123"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "100", "250"})
  void percentOutOfBoundsIsRefused(BigDecimal percent) {
    BigDecimal fine = BigDecimal.ONE;

    assertThatThrownBy(() -> new ClosingPrice(percent, fine, fine))
        .hasMessageContaining("collar percent must be from 0 to below 100");
    assertThatThrownBy(() -> new ClosingPrice(fine, percent, fine))
        .hasMessageContaining("option collar percent");
    assertThatThrownBy(() -> new ClosingPrice(fine, fine, percent))
        .hasMessageContaining("through percent");
  }
}
