package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.workflows.Handlers;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A press that arrives in the instant a stop closes is carried out, by this run or the next. */
@Timeout(60)
class ClosingTest {
  private final Stage stage = new Stage();
  private final Hands hands = stage.hands;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aPressThatIsBeingHeldMakesTheCloseVoid() throws Exception {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    Gate joining = new Gate();
    hands.meanwhile = joining;

    CompletableFuture<PressReply> pressed =
        CompletableFuture.supplyAsync(() -> stage.press("s-2", "CANCEL"));
    joining.awaitArrival();
    WorkflowUpdateHandle<Void> closed =
        stage
            .untyped()
            .startUpdate(
                "close", WorkflowUpdateStage.ACCEPTED, Void.class, new CloseMessage("ann", "done"));
    joining.open();

    assertThat(pressed.get(20, TimeUnit.SECONDS)).isEqualTo(new PressReply("s-1", "CANCEL", false));
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
    assertThatThrownBy(closed::getResult)
        .hasStackTraceContaining("a press came while the stop was to be closed");
    assertThat(hands.story).noneMatch(step -> step.startsWith("end by"));
    stage.passUntilHolding();
    assertThat(stage.stop().status().action()).isEqualTo("CANCEL");
  }

  @Test
  void aPressWhileTheFlagIsAskedWhetherAnythingIsHeldIsCarriedOut() throws Exception {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    Gate asking = new Gate();
    hands.meanwhile = asking;
    stage.stop().released("bob");
    asking.awaitArrival();

    // The flag's answer is "nothing is held": it was asked before the press held.
    hands.meanwhile = () -> hands.held = true;
    PressReply reply = stage.press("s-2", "CANCEL");
    asking.open();
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
    assertThat(reply.ended()).isFalse();
    assertThat(stage.stop().status().action()).isEqualTo("CANCEL");
  }

  @Test
  void aPressOnAStopThatClosesIsSentToTheNextRun() throws Exception {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    Gate ending = new Gate();
    hands.whileEnding = ending;
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> stage.stop().close(new CloseMessage("ann", "done")));
    ending.awaitArrival();

    assertThatThrownBy(() -> stage.press("s-2", "CANCEL"))
        .hasRootCauseInstanceOf(ApplicationFailure.class)
        .matches(Handlers::isClosing);
    ending.open();
    closed.get(20, TimeUnit.SECONDS);
    stage.awaitEnd();
    assertThat(stage.press("s-2", "CANCEL")).isEqualTo(new PressReply("s-2", "CANCEL", false));
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
  }

  @Test
  void aSignalledPressOnAStopThatClosesBeginsTheNextOne() throws Exception {
    stage.press("s-1", "HALT");
    stage.passUntilHolding();
    Gate ending = new Gate();
    hands.whileEnding = ending;
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(() -> stage.stop().close(new CloseMessage("ann", "done")));
    ending.awaitArrival();

    stage.stop().trigger(Stage.message("s-2", "CANCEL"));
    ending.open();
    closed.get(20, TimeUnit.SECONDS);

    stage.passUntil("the next stop", () -> hands.story.contains("activate s-2"));
    stage.passUntil("cancelled", () -> hands.story.contains("cancel at paper"));
    assertThat(hands.story).containsSubsequence("end by ann", "activate s-2");
  }

  @Test
  void aPressOnARunThatEndsAsDuplicateIsSentToTheNextRun() {
    hands.duplicate = true;
    hands.meanwhile = () -> {};
    stage.press("s-1", "FLATTEN");
    hands.duplicate = false;

    PressReply reply = pressUntilTaken("s-2", "HALT");

    assertThat(reply).isEqualTo(new PressReply("s-2", "HALT", false));
    assertThat(hands.story).contains("activate s-2");
  }

  private PressReply pressUntilTaken(String stopId, String action) {
    try {
      return stage.press(stopId, action);
    } catch (WorkflowUpdateException closing) {
      assertThat(closing).matches(Handlers::isClosing);
      stage.awaitEnd();
      return stage.press(stopId, action);
    }
  }

  /** Holds a step up until it is opened. */
  private static final class Gate implements Runnable {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void run() {
      if (Activity.getExecutionContext().getInfo().isLocal()) {
        // Messages wait for local activities: the instant between is seen by a remote one only.
        throw ApplicationFailure.newFailure("busy", "Busy");
      }
      arrived.countDown();
      try {
        // Longer than a local activity may take is never needed: tests open it at once.
        opened.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    void awaitArrival() throws InterruptedException {
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void open() {
      opened.countDown();
    }
  }
}
