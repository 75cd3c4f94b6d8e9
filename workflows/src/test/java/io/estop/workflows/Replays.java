package io.estop.workflows;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;

/** Plays recorded histories again, as a worker does that takes over a run. */
public final class Replays {
  private Replays() {}

  /**
   * Replays one of the recorded histories with the messages' own converter.
   *
   * @param name of its file, without path and ending
   * @param workflow today's code of its type
   * @throws Exception where the code does not do what was recorded, or the file is missing
   */
  public static void replay(String name, Class<?> workflow) throws Exception {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build())) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(workflow);
      WorkflowReplayer.replayWorkflowExecutionFromResource("histories/" + name + ".json", worker);
    }
  }
}
