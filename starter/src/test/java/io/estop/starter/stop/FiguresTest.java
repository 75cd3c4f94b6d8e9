package io.estop.starter.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final String SHARE = "AAPL";
  private static final String OPTION = "AAPL270115C00150000";

  @Test
  void theShareThatIsClosedIsRemovedAndResolvedOnesCountInFull() {
    List<PositionRow> positions =
        List.of(
            position(SHARE, "300", "100", PositionStatus.OPEN),
            position(SHARE, "-10", "-10", PositionStatus.RESIDUAL),
            position(OPTION, "5", "5", PositionStatus.WORTHLESS),
            position(SHARE, "0.5", "0.001", PositionStatus.DUST),
            position(SHARE, "7", "0", PositionStatus.CLOSED));

    assertThat(Figures.riskTotal(positions)).isEqualByComparingTo("500");
    assertThat(Figures.riskRemoved(positions)).isEqualByComparingTo("366.66");
  }

  @Test
  void aPositionThatGrewOrWasNeverThereRemovesNothing() {
    assertThat(Figures.riskRemoved(List.of(position(SHARE, "10", "12", PositionStatus.OPEN))))
        .isZero();
    assertThat(Figures.riskRemoved(List.of(position(SHARE, "0", "0", PositionStatus.OPEN))))
        .isZero();
    assertThat(Figures.riskRemoved(List.of())).isZero();
  }

  @Test
  void sellingBelowTheMidAndBuyingAboveItCosts() {
    assertThat(shortfall(SHARE, "10", "99.5")).isEqualTo("5.00");
    assertThat(shortfall(SHARE, "10", "100.5")).isEqualTo("-5.00");
    assertThat(shortfall(SHARE, "-10", "100.5")).isEqualTo("5.00");
    assertThat(shortfall(OPTION, "10", "99.5")).isEqualTo("500.00");
  }

  @Test
  void withoutFillsOrATwoSidedQuoteNothingIsSaid() {
    PositionRow open = position(SHARE, "10", "10", PositionStatus.OPEN);

    assertThat(Figures.averageFill(open)).isEmpty();
    assertThat(Figures.shortfall(open)).isEmpty();
    assertThat(
            Figures.shortfall(
                row(OPTION, "1", "0", PositionStatus.CLOSED, noBid())
                    .withFills(BigDecimal.ONE, BigDecimal.ONE, 1)))
        .isEmpty();
  }

  private static String shortfall(String symbol, String start, String price) {
    BigDecimal filled = new BigDecimal(start).abs();
    PositionRow closed =
        position(symbol, start, "0", PositionStatus.CLOSED)
            .withFills(filled, filled.multiply(new BigDecimal(price)), 1);
    assertThat(Figures.averageFill(closed).orElseThrow()).isEqualByComparingTo(price);
    return Figures.shortfall(closed).orElseThrow().toPlainString();
  }

  private static PositionRow position(
      String symbol, String start, String open, PositionStatus status) {
    return row(symbol, start, open, status, quote("99", "101"));
  }

  private static PositionRow row(
      String symbol, String start, String open, PositionStatus status, Quote arrival) {
    return new PositionRow(
        1,
        1,
        Account.parse("paper/PA1"),
        new Instrument(symbol, symbol.equals(OPTION) ? AssetClass.US_OPTION : AssetClass.US_EQUITY),
        new BigDecimal(start),
        new BigDecimal(open),
        new BigDecimal("90"),
        new BigDecimal("100"),
        Optional.of(arrival),
        Method.MARKET,
        new BigDecimal("100"),
        "why",
        1,
        status,
        ResidualReason.NONE,
        "",
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        0);
  }

  private static Quote noBid() {
    return quote("0", "0.05");
  }

  private static Quote quote(String bid, String ask) {
    BigDecimal size = BigDecimal.TEN;
    return new Quote(new BigDecimal(bid), size, new BigDecimal(ask), size, Instant.EPOCH);
  }
}
