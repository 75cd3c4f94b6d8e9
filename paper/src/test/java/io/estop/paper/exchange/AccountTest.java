package io.estop.paper.exchange;

import static io.estop.paper.exchange.TestVenue.CALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.paper.account.AuditReport;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class AccountTest {

  @Test
  void equityIsCashPlusLongPlusShortValue() {
    TestVenue venue = new TestVenue("AAPL", "100", "HARD", "-100", CALL, "2");

    Valuation value = venue.exchange.valuation();

    assertThat(value.longMarketValue()).isEqualByComparingTo("13720");
    assertThat(value.shortMarketValue()).isEqualByComparingTo("-5001");
    assertThat(value.equity()).isEqualByComparingTo("1008719");
  }

  @Test
  void optionContractsAreWorthAHundredUnits() {
    TestVenue venue = new TestVenue();

    venue.market("buy", CALL, "2", "day");

    assertThat(venue.exchange.valuation().cash()).isEqualByComparingTo("996240");
    assertThat(venue.exchange.position(CALL).marketValue()).isEqualTo("3720");
    assertThat(venue.exchange.position(CALL).avgEntryPrice()).isEqualTo("18.8");
  }

  @Test
  void closesAPartByQuantityOrPercentageThenTheRest() {
    TestVenue venue = new TestVenue("AAPL", "100", "HARD", "-9");

    OrderView part = venue.exchange.close("AAPL", new BigDecimal("40"), null);
    OrderView half = venue.exchange.close("AAPL", null, new BigDecimal("50"));
    OrderView rest = venue.exchange.close("AAPL", null, null);
    OrderView cover = venue.exchange.close("HARD", null, new BigDecimal("50"));

    assertThat(part.filledQty()).isEqualTo("40");
    assertThat(half.filledQty()).isEqualTo("30");
    assertThat(rest.filledQty()).isEqualTo("30");
    assertThat(cover.side()).isEqualTo("buy");
    assertThat(cover.filledQty()).isEqualTo("4");
    assertThatThrownBy(() -> venue.exchange.close("AAPL", null, null))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("position does not exist");
  }

  @Test
  void auditSeesAPositionThatWasClosedTwice() {
    TestVenue venue = new TestVenue("AAPL", "10");
    venue.market("sell", "AAPL", "10", "day");
    assertThat(venue.exchange.audit().closedTwice()).isZero();

    venue.market("sell", "AAPL", "10", "day");

    AuditReport audit = venue.exchange.audit();
    assertThat(audit.closedTwiceSymbols()).containsExactly("AAPL");
    assertThat(audit.signFlipsBySymbol()).containsEntry("AAPL", 1L);
    assertThat(audit.positionIncreases()).isEqualTo(1);
    assertThat(audit.ordersAccepted()).isEqualTo(2);
  }

  @Test
  void wholeOrdersFillInWholeShares() {
    TestVenue venue = new TestVenue();
    venue.market("buy", "AAPL", "0.5", "day");

    OrderView order = venue.market("buy", "AAPL", "120", "day");

    assertThat(order.filledQty()).isEqualTo("120");
    assertThat(venue.events)
        .extracting(event -> event.qty())
        .contains(new BigDecimal("99"), new BigDecimal("21"));
  }
}
