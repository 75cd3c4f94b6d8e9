package io.estop.workflows.deadman;

import org.jspecify.annotations.Nullable;

/**
 * Input of a run of the switch; its state stands in PostgreSQL.
 *
 * @param scope what it presses
 * @param intervalMillis between two looks
 * @param ticksPerRun looks after which it continues as new, at least 1
 * @param told the latest warning that people were told of, null for the first run
 */
public record SwitchInput(
    String scope, long intervalMillis, int ticksPerRun, @Nullable String told) {

  /** Input of a first run. */
  public SwitchInput(String scope, long intervalMillis, int ticksPerRun) {
    this(scope, intervalMillis, ticksPerRun, null);
  }

  SwitchInput carrying(String warning) {
    return new SwitchInput(scope, intervalMillis, ticksPerRun, warning);
  }
}
