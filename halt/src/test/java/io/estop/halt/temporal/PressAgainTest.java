package io.estop.halt.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.workflows.Handlers;
import io.grpc.Status;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PressAgainTest {
  private final AtomicLong clock = new AtomicLong();
  private final PressAgain again = new PressAgain(clock::get, clock::addAndGet);

  @Test
  void pressesAgainUntilARunTakesIt() {
    Deque<RuntimeException> refusals =
        new ArrayDeque<>(
            List.of(
                new IllegalStateException("wrapped", Handlers.closing()),
                ApplicationFailure.newFailure("gone", "AcceptedUpdateCompletedWorkflow"),
                Status.ABORTED.asRuntimeException(),
                Status.NOT_FOUND.asRuntimeException()));

    String answer =
        again.untilTaken(
            () -> {
              if (!refusals.isEmpty()) {
                throw refusals.remove();
              }
              return "taken";
            });

    assertThat(answer).isEqualTo("taken");
    assertThat(clock.get()).isEqualTo(4 * 100_000_000L);
  }

  @Test
  void throwsWhatAnotherPressWouldNotMend() {
    assertThatThrownBy(
            () ->
                again.untilTaken(
                    () -> {
                      throw Handlers.refuse("this stop covers firm");
                    }))
        .hasMessageContaining("this stop covers firm");
    assertThatThrownBy(
            () ->
                again.untilTaken(
                    () -> {
                      throw Status.UNAVAILABLE.asRuntimeException();
                    }))
        .hasMessageContaining("UNAVAILABLE");
    assertThat(clock.get()).isZero();
  }

  @Test
  void leavesItToTheOutboxAfterFifteenSeconds() {
    assertThatThrownBy(
            () ->
                again.untilTaken(
                    () -> {
                      throw Handlers.closing();
                    }))
        .matches(Handlers::isClosing);
    assertThat(clock.get()).isEqualTo(15_000_000_000L);
  }
}
