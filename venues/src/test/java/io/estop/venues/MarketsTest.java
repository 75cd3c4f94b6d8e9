package io.estop.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Greeks;
import io.estop.model.liquidation.MarketView;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OrderBook;
import io.estop.model.trading.OrderBook.Level;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final Instant OURS = NOW.plusSeconds(3);
  private static final Instrument COIN = new Instrument("BTC/USD", AssetClass.CRYPTO);
  private static final Instrument CALL =
      new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);

  private static final Instrument PUT = new Instrument("AAPL270115P00150000", AssetClass.US_OPTION);

  private final Markets markets =
      new Markets(PlannerSettings.standard(), Clock.fixed(OURS, ZoneOffset.UTC));

  @Test
  void putsTogetherWhatTheVenueTells() {
    OrderBook book =
        new OrderBook(
            List.of(level("99.9", "1"), level("99", "2"), level("98.9", "50")), List.of());
    StandIn venue =
        new StandIn(
            new Answer.Known<>(Map.of("BTC/USD", quote("99.9", "100.1"))),
            new Answer.Known<>(new MarketClock(NOW, false, NOW)),
            new Statistics(
                Map.of("BTC/USD", days(100, 101), "AAPL", days(150, 151)),
                Map.of("BTC/USD", book),
                Map.of(),
                List.of("no Greeks today")));

    Markets.View view = markets.of(venue, List.of(held(COIN), held(CALL)));

    assertThat(view.missing()).containsExactly("statistics: no Greeks today");
    assertThat(view.book().conditions().now()).isEqualTo(NOW);
    assertThat(view.book().conditions().marketOpen()).isFalse();
    MarketView coin = market(view, COIN);
    assertThat(coin.dailyVolatility().orElseThrow()).isBetween(0.009, 0.011);
    assertThat(coin.averageDailyVolume()).hasValue(1000);
    // Within 1 % of the mid, 99, stand 1 and 2.
    assertThat(coin.depth()).hasValue(3);
    MarketView option = market(view, CALL);
    assertThat(option.quote()).isEmpty();
    assertThat(option.underlyingPrice()).hasValue(151);
    assertThat(option.averageDailyVolume()).isEmpty();
    assertThat(option.dailyVolatility()).isPresent();
  }

  @Test
  void anOptionWithoutGreeksGetsThoseOfItsPriceAndOneWithThemKeepsThem() {
    Greeks told = new Greeks(0.6, 0.01, -0.05, 0.2, 0.3);
    Map<String, Quote> quotes =
        Map.of(
            CALL.symbol(),
            quote("5.90", "6.10"),
            PUT.symbol(),
            quote("5.90", "6.10"),
            "AAPL",
            quote("149.99", "150.01"));
    StandIn venue =
        new StandIn(
            new Answer.Known<>(quotes),
            new Answer.Known<>(new MarketClock(NOW, true, NOW)),
            new Statistics(Map.of(), Map.of(), Map.of(CALL.symbol(), told), List.of()));

    Markets.View view = markets.of(venue, List.of(held(CALL), held(PUT)));

    assertThat(market(view, CALL).greeks()).contains(told);
    assertThat(market(view, PUT).greeks().orElseThrow().delta()).isBetween(-0.5, -0.4);
    assertThat(market(view, PUT).underlyingPrice()).hasValue(150);
  }

  @Test
  void withoutAFreshQuoteOfBothThereAreNoGreeksAndAnUnknownUnderlyingHindersNothing() {
    Quote old =
        new Quote(
            new BigDecimal("149.99"),
            BigDecimal.ONE,
            new BigDecimal("150.01"),
            BigDecimal.ONE,
            NOW.minusSeconds(61));
    for (Map<String, Quote> quotes :
        List.of(
            Map.of(CALL.symbol(), quote("5.90", "6.10")),
            Map.of(CALL.symbol(), quote("0", "6.10"), "AAPL", quote("149.99", "150.01")),
            Map.of(CALL.symbol(), quote("5.90", "6.10"), "AAPL", old))) {
      StandIn venue =
          new StandIn(
              new Answer.Known<>(quotes),
              new Answer.Known<>(new MarketClock(NOW, true, NOW)),
              new Statistics(Map.of("AAPL", days(150, 151)), Map.of(), Map.of(), List.of()));

      assertThat(market(markets.of(venue, List.of(held(CALL))), CALL).greeks()).isEmpty();
    }
  }

  @Test
  void aVenueThatTellsNothingLeavesEverythingUnknownAndTheMarketOpen() {
    StandIn silent =
        new StandIn(
            new Answer.Missing<>("no answer"), new Answer.Missing<>("hung"), Statistics.none());

    Markets.View view = markets.of(silent, List.of(held(COIN)));

    assertThat(view.missing()).containsExactly("market clock: hung", "quotes: no answer");
    assertThat(view.book().conditions().marketOpen()).isTrue();
    assertThat(view.book().conditions().now()).isEqualTo(OURS);
    assertThat(market(view, COIN)).isEqualTo(MarketView.unknown());
  }

  private static MarketView market(Markets.View view, Instrument instrument) {
    return Objects.requireNonNull(view.book().markets().get(instrument.symbol()));
  }

  private static List<DailyBar> days(double even, double odd) {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                new DailyBar(
                    NOW.minus(Duration.ofDays(20 - i)),
                    BigDecimal.valueOf(i % 2 == 0 ? even : odd),
                    BigDecimal.valueOf(1000)))
        .toList();
  }

  private static Level level(String price, String size) {
    return new Level(new BigDecimal(price), new BigDecimal(size));
  }

  private static Quote quote(String bid, String ask) {
    return new Quote(new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE, NOW);
  }

  private static Position held(Instrument instrument) {
    return new Position(instrument, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN);
  }

  /** A venue that is only asked for markets. */
  private record StandIn(
      Answer<Map<String, Quote>> quotes, Answer<MarketClock> clock, Statistics statistics)
      implements VenueReader {
    @Override
    public Account account() {
      return Account.parse("paper/PA1");
    }

    @Override
    public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
      return quotes;
    }

    @Override
    public Statistics statistics(Collection<Instrument> instruments, Instant now, Duration within) {
      assertThat(now).isIn(NOW, OURS);
      return statistics;
    }

    @Override
    public Answer<AccountState> accountState() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<List<Position>> positions() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<List<VenueOrder>> openOrders() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Optional<VenueOrder>> order(String orderId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer<Boolean> tradingSuspended() {
      throw new UnsupportedOperationException();
    }
  }
}
