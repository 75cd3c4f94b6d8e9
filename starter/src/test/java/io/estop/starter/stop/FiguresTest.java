package io.estop.starter.stop;

import static io.estop.starter.stop.PlannedRows.OPTION;
import static io.estop.starter.stop.PlannedRows.SHARE;
import static io.estop.starter.stop.PlannedRows.position;
import static io.estop.starter.stop.PlannedRows.quote;
import static io.estop.starter.stop.PlannedRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.PositionStatus;
import io.estop.store.plan.PositionRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
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
  void aQuoteWithoutABidHasNoMid() {
    assertThat(Figures.arrivalMid(position(SHARE, "1", "1", PositionStatus.OPEN)))
        .hasValueSatisfying(mid -> assertThat(mid).isEqualByComparingTo("100"));
    assertThat(Figures.arrivalMid(row(OPTION, "1", "0", PositionStatus.CLOSED, quote("0", "0.05"))))
        .isEmpty();
  }
}
