package io.estop.activities.recovery;

import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Runs until it is signalled, and returns who signalled what. */
public final class SignalledWorkflow implements DynamicWorkflow {
  private final List<String> signals = new ArrayList<>();

  @Override
  public Object execute(EncodedValues input) {
    Workflow.registerListener(
        (DynamicSignalHandler) (name, values) -> signals.add(name + " by " + actor(values)));
    Workflow.await(() -> !signals.isEmpty());
    return signals.get(0);
  }

  private static String actor(EncodedValues values) {
    return values.get(0, String.class);
  }
}
