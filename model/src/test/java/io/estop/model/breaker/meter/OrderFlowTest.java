package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderFlowTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final OrderFlow flow = new OrderFlow(WINDOW);

  @Test
  void fillRatioCountsOrdersAlikeAndRefusedOnesNot() {
    for (int i = 0; i < 4; i++) {
      flow.ended(order("10", "10"));
    }
    flow.ended(order("1000000", "500000"));
    flow.ended(rejected());

    assertThat(flow.fillRatio(NOW).orElseThrow()).isEqualByComparingTo("0.9");
  }

  @Test
  void ordersThatWereMeantToRestAreNoFailureToFill() {
    for (int i = 0; i < 9; i++) {
      flow.ended(
          new EndedOrder(
              Side.BUY,
              BigDecimal.TEN,
              BigDecimal.ZERO,
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              NOW));
    }

    assertThat(flow.fillRatio(NOW)).isEmpty();
  }

  @Test
  void rejectRatioIsTheRefusedShareOfAll() {
    for (int i = 0; i < 3; i++) {
      flow.ended(order("10", "10"));
      flow.ended(rejected());
    }

    assertThat(flow.rejectRatio(NOW).orElseThrow()).isEqualByComparingTo("0.5");
  }

  @Test
  void fewOrdersAreNoFigure() {
    for (int i = 0; i < OrderFlow.FEWEST - 1; i++) {
      flow.ended(rejected());
    }

    assertThat(flow.rejectRatio(NOW)).isEmpty();
    assertThat(flow.fillRatio(NOW)).isEmpty();
    assertThat(flow.slippage(NOW)).isEmpty();
    assertThat(flow.executionMillis(NOW)).isEmpty();
  }

  @Test
  void whatEndedBeforeTheWindowCountsNoMore() {
    for (int i = 0; i < 9; i++) {
      flow.ended(rejected());
    }

    assertThat(flow.rejectRatio(NOW)).isPresent();
    assertThat(flow.rejectRatio(NOW.plus(WINDOW))).isEmpty();
  }

  @Test
  void slippageIsWorseForBuyersAboveAndForSellersBelowTheExpectedPrice() {
    for (int i = 0; i < 3; i++) {
      flow.ended(filled(Side.BUY, "102", "100"));
      flow.ended(filled(Side.SELL, "99", "100"));
    }

    assertThat(flow.slippage(NOW).orElseThrow()).isEqualByComparingTo("1.5");
  }

  @Test
  void betterThanExpectedIsNegative() {
    for (int i = 0; i < 5; i++) {
      flow.ended(filled(Side.BUY, "99", "100"));
    }

    assertThat(flow.slippage(NOW).orElseThrow()).isEqualByComparingTo("-1");
  }

  @Test
  void theSlowestOrderAloneIsNotTheExecutionTime() {
    for (int i = 0; i < 5; i++) {
      flow.ended(took(Duration.ofMillis(20)));
    }
    flow.ended(took(Duration.ofMinutes(2)));

    assertThat(flow.executionMillis(NOW).orElseThrow()).isEqualByComparingTo("20");
    flow.ended(took(Duration.ofSeconds(6)));
    assertThat(flow.executionMillis(NOW).orElseThrow()).isEqualByComparingTo("6000");
  }

  @Test
  void alikeOrdersAreCountedWithinTheWindow() {
    RepeatedOrders repeated = new RepeatedOrders(WINDOW);
    for (int i = 0; i < 7; i++) {
      repeated.sent("AAPL buy 10 at 150", NOW.plusSeconds(i));
      repeated.sent("AAPL buy " + i, NOW.plusSeconds(i));
    }

    assertThat(repeated.most(NOW.plusSeconds(6))).isEqualTo(7);
    assertThat(repeated.most(NOW.plus(WINDOW).plusSeconds(4))).isEqualTo(2);
    assertThat(repeated.most(NOW.plus(WINDOW).plusSeconds(7))).isZero();
  }

  @Test
  void aFloodOfOrdersIsRememberedInBounds() {
    RepeatedOrders repeated = new RepeatedOrders(WINDOW);
    for (int i = 0; i < 100_000; i++) {
      repeated.sent("AAPL buy 10 at 150", NOW);
      flow.ended(rejected());
    }

    assertThat(repeated.most(NOW)).isEqualTo(4_096);
    assertThat(flow.rejectRatio(NOW).orElseThrow()).isEqualByComparingTo("1");
  }

  private static EndedOrder order(String ordered, String filled) {
    return new EndedOrder(
        Side.BUY,
        new BigDecimal(ordered),
        new BigDecimal(filled),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(Duration.ZERO),
        NOW);
  }

  private static EndedOrder rejected() {
    return new EndedOrder(
        Side.BUY,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.empty(),
        NOW);
  }

  private static EndedOrder filled(Side side, String at, String expected) {
    return new EndedOrder(
        side,
        BigDecimal.TEN,
        BigDecimal.TEN,
        Optional.of(new BigDecimal(at)),
        Optional.of(new BigDecimal(expected)),
        false,
        Optional.empty(),
        NOW);
  }

  private static EndedOrder took(Duration time) {
    return new EndedOrder(
        Side.BUY,
        BigDecimal.TEN,
        BigDecimal.TEN,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(time),
        NOW);
  }
}
