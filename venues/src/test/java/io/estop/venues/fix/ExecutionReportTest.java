package io.estop.venues.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.venues.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import quickfix.Message;

class ExecutionReportTest {
  @ParameterizedTest
  @CsvSource({
    "37, '', lacks field 37",
    "17, '', lacks field 17",
    "39, Z, field 39 must be a state",
    "54, 9, field 54 must be a side",
    "14, -1, field 14 must be 0 or more",
    "14, NaN, field 14 must be a number",
    "14, 1E9, field 14 must be a number",
    "151, 61, field 151 must be what is left of 100 after 40",
    "38, 90, field 151 must be what is left of 90",
    "167, OPT, field 167 must be that of AAPL",
    "167, FUT, field 167 must be one of",
    "60, yesterday, field 60 must be a UTC time"
  })
  void refusesWhatIsMissingOrAbsurd(int tag, String text, String expected) {
    Message message = message();
    message.setString(tag, text);

    assertThatThrownBy(() -> ExecutionReport.parse(message))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"3", "5", "7", "9", "B", "D"})
  void aStateWithoutAWordOfItsOwnMayStillFill(String status) {
    Message message = message();
    message.setString(39, status);

    assertThat(ExecutionReport.parse(message).order().status()).isEqualTo(OrderStatus.NEW);
    assertThat(ExecutionReport.parse(message).order().leavesQuantity()).isEqualByComparingTo("60");
  }

  @Test
  void showsNoSecretAndOneLine() {
    String shown =
        SessionLog.shown("8=FIX.4.4\u000135=A\u0001553=ann\u0001554=s3cret\u000196=raw\u000110=1");

    assertThat(shown).isEqualTo("8=FIX.4.4|35=A|553=***|554=***|96=***|10=1");
  }

  private static Message message() {
    Message message = new Message();
    message.getHeader().setString(35, "8");
    message.getHeader().setString(52, "20261122-15:00:00.000");
    message.setString(37, "X1");
    message.setString(11, "a-1");
    message.setString(17, "E1");
    message.setString(150, "F");
    message.setString(39, "1");
    message.setString(55, "AAPL");
    message.setString(54, "2");
    message.setString(38, "100");
    message.setString(14, "40");
    message.setString(151, "60");
    return message;
  }
}
