package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.estop.embedded.process.StartFailure;
import io.estop.model.trading.Side;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  @Test
  void theBookOfTheRecordIsNeverCrossed() {
    Recording recording = Recording.read(data());

    assertThat(recording.seconds()).isEqualTo(346);
    for (int second = 0; second < recording.seconds(); second++) {
      assertThat(recording.halfSpread(second)).as("second " + second).isPositive().isLessThan(5);
    }
    assertThat(recording.mid(0)).isCloseTo(61_837.635, within(0.001));
    assertThat(Scenarios.recorded(recording).books()).isEqualTo(20);
  }

  @Test
  void whatWasTakenIsMissingUntilItIsRefilled() {
    Recording recording = Recording.read(data());
    ReplayedBook book = new ReplayedBook(recording, 0, Side.SELL, Math.log(2));

    double best = recording.bids(0).prices()[0];
    Market.Fill first = book.trade(recording.bids(0).sizes()[0], 0);
    Market.Fill second = book.trade(0.01, 0);

    assertThat(first.money()).isCloseTo(first.quantity() * best, within(1e-6));
    assertThat(second.money() / second.quantity()).isLessThan(best);
    assertThat(book.quote().bid().doubleValue()).isLessThan(best);
  }

  @Test
  void aMissingRecordSaysSo(@TempDir Path empty) {
    assertThatThrownBy(() -> Recording.read(empty))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("the recorded book cannot be read");
  }

  private static Path data() {
    try {
      return ExecutionCommand.besideTheProject();
    } catch (StartFailure e) {
      assertThat(System.getenv("CI")).as(e.getMessage()).isNotEqualTo("true");
      return Assumptions.abort(String.valueOf(e.getMessage()));
    }
  }
}
