package io.estop.venues.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.OrderStatus;
import io.estop.venues.VenueOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quickfix.Message;

class KnownOrdersTest {
  private final KnownOrders known = new KnownOrders();

  @Test
  void followsAnOrderFromItsFirstReportToItsLast() {
    known.leaving("a-1");
    assertThat(state(report('A', 'A', "E1", 0))).isEqualTo("PENDING_NEW 0");
    assertThat(state(report('0', '0', "E2", 0))).isEqualTo("NEW 0");
    assertThat(state(report('F', '1', "E3", 40))).isEqualTo("PARTIALLY_FILLED 40");
    assertThat(known.ownWorking()).hasSize(1);
    assertThat(state(report('6', '6', "E4", 40))).isEqualTo("PENDING_CANCEL 40");
    assertThat(state(report('F', '2', "E5", 100))).isEqualTo("FILLED 100");
    assertThat(known.ownWorking()).isEmpty();
  }

  @Test
  void countsAnExecutionOnceEvenWhereItWasTakenBackMeanwhile() {
    state(report('F', '1', "E1", 40));
    state(report('F', '1', "E2", 70));
    state(report('H', '1', "E3", 40));

    assertThat(state(report('F', '1', "E2", 70))).isEqualTo("PARTIALLY_FILLED 40");
  }

  @Test
  void onlyACorrectionLetsLessBeFilled() {
    state(report('F', '1', "E1", 40));

    assertThat(state(report('0', '0', "E0", 0))).isEqualTo("PARTIALLY_FILLED 40");
    assertThat(state(report('H', '0', "E2", 0))).isEqualTo("NEW 0");
  }

  @Test
  void whatIsOverStaysOver() {
    state(report('4', '4', "E1", 40));

    assertThat(state(report('F', '1', "E2", 50))).isEqualTo("CANCELED 40");
    assertThat(known.count(report('I', '1', "0", 40))).isEmpty();
  }

  @Test
  void aStatusThatContradictsIsNoAnswer() {
    state(report('F', '1', "E1", 40));

    assertThat(known.count(report('I', '0', "0", 0))).isEmpty();
    assertThat(known.count(report('I', '1', "0", 40))).isPresent();
    assertThat(known.byClientOrderId("a-1").map(VenueOrder::status))
        .contains(OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void refusedOrdersThatShareAnIdAreNotOneOrder() {
    Message first = message('8', '8', "E1", 0);
    first.setString(37, "NONE");
    Message second = message('8', '8', "E2", 0);
    second.setString(37, "NONE");
    second.setString(11, "a-2");

    known.count(ExecutionReport.parse(first));

    assertThat(known.count(ExecutionReport.parse(second)).map(VenueOrder::clientOrderId))
        .contains("a-2");
  }

  @Test
  void knowsWhatMayHaveLeftBefore() {
    assertThat(known.leaving("a-1")).isFalse();
    assertThat(known.leaving("a-1")).isTrue();
    known.askedFor("a-2");
    assertThat(known.leaving("a-2")).isTrue();
  }

  @Test
  void aCancelledOrderKeepsTheIdOfItsSender() {
    Message message = message('4', '4', "E1", 0);
    message.setString(11, "cancel-1");
    message.setString(41, "a-1");

    Optional<VenueOrder> order = known.count(ExecutionReport.parse(message));

    assertThat(order.map(VenueOrder::clientOrderId)).contains("a-1");
    assertThat(known.byClientOrderId("a-1")).isPresent();
  }

  private String state(ExecutionReport report) {
    VenueOrder order = known.count(report).orElseThrow();
    return order.status() + " " + order.cumulativeQuantity();
  }

  private static ExecutionReport report(char kind, char status, String execution, int filled) {
    return ExecutionReport.parse(message(kind, status, execution, filled));
  }

  private static Message message(char kind, char status, String execution, int filled) {
    Message message = new Message();
    message.getHeader().setString(35, "8");
    message.getHeader().setString(52, "20261122-15:00:00.000");
    message.setString(37, "X1");
    message.setString(11, "a-1");
    message.setString(17, execution);
    message.setChar(150, kind);
    message.setChar(39, status);
    message.setString(55, "AAPL");
    message.setChar(54, '2');
    message.setInt(38, 100);
    message.setInt(14, filled);
    message.setInt(151, "248C".indexOf(status) >= 0 ? 0 : 100 - filled);
    return message;
  }
}
