package io.estop.workflows.stop;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.estop.workflows.Payloads;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded runs replay with today's code. Record anew with -Destop.record=true. */
class ReplayTest {
  @ParameterizedTest
  @ValueSource(strings = {"flatten", "halt-then-escalate", "residual-then-flat"})
  void everyRecordedHistoryReplays(String name) {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build())) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(EmergencyStopWorkflowImpl.class);

      assertThatCode(
              () ->
                  WorkflowReplayer.replayWorkflowExecutionFromResource(
                      "histories/" + name + ".json", worker))
          .doesNotThrowAnyException();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "estop.record", matches = "true")
  void recordsHistories() {
    record(
        "flatten",
        stage -> {
          stage.hands.plans.add(Hands.plan(1, 2));
          stage.press("s-1", "FLATTEN");
          stage.passUntilHolding();
        });
    record(
        "halt-then-escalate",
        stage -> {
          stage.press("s-1", "HALT");
          stage.passUntilHolding();
          stage.press("s-2", "FLATTEN");
          stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
        });
    record(
        "residual-then-flat",
        stage -> {
          stage.hands.plans.add(Hands.plan(1));
          stage.hands.usual = Hands.open(1);
          stage.press("s-1", "FLATTEN");
          stage.passUntilHolding();
          stage.hands.usual = Hands.NOTHING;
          stage.passUntil("flat", () -> "FLAT".equals(stage.stop().status().outcome()));
        });
  }

  private static void record(String name, java.util.function.Consumer<Stage> path) {
    try (Stage stage = new Stage()) {
      path.accept(stage);
      stage.stop().close(new CloseMessage("ann", "recorded"));
      stage.awaitEnd();
      Files.writeString(Path.of("src/test/resources/histories/" + name + ".json"), stage.history());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
