package io.estop.workflows.breaker;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.estop.workflows.Replays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded runs replay with today's code; {@link BreakerHistoryRecorder} recorded them. Those named
 * {@code before-rules} were recorded by the breaker of one rule, which pressed one trip at a time:
 * its runs go on under a worker of today.
 */
final class BreakerReplayTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "breaker-trips",
        "breaker-signals",
        "breaker-before-rules",
        "breaker-before-rules-second-trip"
      })
  void everyRecordedHistoryReplays(String name) {
    assertThatCode(() -> Replays.replay(name, CircuitBreakerWorkflowImpl.class))
        .doesNotThrowAnyException();
  }
}
