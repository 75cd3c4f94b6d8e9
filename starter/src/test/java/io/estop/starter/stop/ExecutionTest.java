package io.estop.starter.stop;

import static io.estop.starter.stop.PlannedRows.OPTION;
import static io.estop.starter.stop.PlannedRows.SHARE;
import static io.estop.starter.stop.PlannedRows.quote;
import static io.estop.starter.stop.PlannedRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Fill;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Quote;
import io.estop.starter.stop.StopJson.ExecutionJson;
import io.estop.starter.stop.StopJson.ShortfallSplitJson;
import io.estop.store.plan.FillRow;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private static final Instant PRESSED = Instant.parse("2026-11-23T15:00:00Z");
  private static final Quote ARRIVAL = quote("99", "101");
  private static final Quote NO_BID = quote("0", "0.05");

  @Test
  void sellingBelowTheMidAndBuyingAboveItCosts() {
    assertThat(shortfall(SHARE, "10", "99.5")).isEqualTo("5.00");
    assertThat(shortfall(SHARE, "10", "100.5")).isEqualTo("-5.00");
    assertThat(shortfall(SHARE, "-10", "100.5")).isEqualTo("5.00");
    assertThat(shortfall(OPTION, "10", "99.5")).isEqualTo("500.00");
    assertThat(shortfall(OPTION, "-10", "100.5")).isEqualTo("500.00");
  }

  @Test
  void theTotalIsThatOfThePositionsThatTellTheirs() {
    List<PositionRow> positions =
        List.of(
            closed(1, SHARE, "10", ARRIVAL),
            closed(2, OPTION, "-1", ARRIVAL),
            closed(3, SHARE, "10", NO_BID),
            closed(4, SHARE, "10", ARRIVAL),
            row(5, SHARE, "10", "10", PositionStatus.OPEN, ARRIVAL));
    List<FillRow> fills =
        List.of(
            fill(1, "10", "98", 1),
            fill(2, "1", "102", 1),
            fill(3, "10", "98", 1),
            fill(4, "5", "98", 1),
            new FillRow(4, new BigDecimal("5"), Optional.empty(), PRESSED));

    ExecutionJson total = new Execution(positions, fills).total(PRESSED);

    assertThat(total.shortfall()).isEqualTo("220.00");
    assertThat(total.shortfallSplit())
        .isEqualTo(new ShortfallSplitJson("200.00", "110.00", "110.00", "0.00", "0.00"));
    assertThat(total.expectedCost()).isEqualTo("25.00");
    assertThat(total.untold()).isEqualTo(2);
  }

  @Test
  void aFillWithoutAPriceMakesTheAverageUnknownNotLower() {
    PositionRow position = closed(1, SHARE, "10", ARRIVAL);
    FillRow told = fill(1, "7", "98", 1);
    FillRow untold = new FillRow(1, new BigDecimal("3"), Optional.empty(), PRESSED);

    assertThat(new Execution(List.of(position), List.of(told)).averageFill(position))
        .hasValueSatisfying(average -> assertThat(average).isEqualByComparingTo("98"));
    assertThat(new Execution(List.of(position), List.of(told, untold)).averageFill(position))
        .isEmpty();
    assertThat(new Execution(List.of(position), List.of()).averageFill(position)).isEmpty();
  }

  @Test
  void withoutFillsNothingIsSaid() {
    ExecutionJson total =
        new Execution(List.of(closed(1, SHARE, "10", ARRIVAL)), List.of()).total(PRESSED);

    assertThat(total)
        .isEqualTo(new ExecutionJson(null, null, null, 0, null, null, null, List.of()));
  }

  @Test
  void riskThatFillsTakeIsGoneWhenTheyAreKnown() {
    List<PositionRow> positions =
        List.of(
            closed(1, SHARE, "10", ARRIVAL),
            row(2, SHARE, "-100", "-2", PositionStatus.RESIDUAL, ARRIVAL),
            row(3, OPTION, "5", "5", PositionStatus.WORTHLESS, NO_BID));
    List<FillRow> fills =
        List.of(
            fill(1, "10", "98", 2),
            fill(2, "40", "98", 1),
            fill(2, "40", "98", 5),
            fill(2, "18", "98", 9));

    ExecutionJson total = new Execution(positions, fills).total(PRESSED);

    assertThat(total.risk50GoneMillis()).isEqualTo(2_000);
    assertThat(total.risk90GoneMillis()).isEqualTo(5_000);
    assertThat(total.risk99GoneMillis()).isEqualTo(9_000);
    assertThat(new Execution(positions, fills.subList(0, 3)).total(PRESSED).risk99GoneMillis())
        .isNull();
  }

  private static String shortfall(String symbol, String start, String price) {
    PositionRow position = closed(1, symbol, start, ARRIVAL);
    FillRow filled = fill(1, start.replace("-", ""), price, 1);
    return Execution.cost(
        new Execution(List.of(position), List.of(filled)).shortfall(position).orElseThrow());
  }

  private static PositionRow closed(int number, String symbol, String start, Quote arrival) {
    return row(number, symbol, start, "0", PositionStatus.CLOSED, arrival);
  }

  private static FillRow fill(int number, String quantity, String price, long second) {
    BigDecimal filled = new BigDecimal(quantity);
    return new FillRow(
        number,
        filled,
        Optional.of(
            new Fill(
                filled,
                new BigDecimal(price),
                Optional.of(new BigDecimal("99")),
                Optional.of(new BigDecimal("101")))),
        PRESSED.plusSeconds(second));
  }
}
