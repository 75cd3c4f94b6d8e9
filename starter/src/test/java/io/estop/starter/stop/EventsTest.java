package io.estop.starter.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.store.ledger.LedgerRow;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PHASE|{\"phase\":\"VERIFYING\",\"round\":2,\"text\":\"read twice\"}|VERIFYING|read twice",
        "OUTCOME|{\"outcome\":\"FLAT\",\"text\":\"nothing left\"}|OUTCOME|FLAT: nothing left",
        "PLAN|{\"batches\":1,\"plan\":[\"AAPL\"],\"risk\":\"5.20\"}|PLAN|batches 1, risk 5.20",
        "PRESS|{\"action\":\"HALT\",\"scope\":\"firm\",\"reason\":\"r\"}|PRESS|anna pressed HALT of firm: r"
      })
  void aRowBecomesAPhaseAndASentence(String action, String details, String phase, String text) {
    LedgerRow row = new LedgerRow(1, Instant.EPOCH, "anna", action, "stop/s", details, "", "");

    assertThat(Events.event(row))
        .isEqualTo(new StopJson.EventJson("1970-01-01T00:00:00Z", phase, text));
  }
}
