package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What a holding run hands to the next.
 *
 * @param action how far the stop goes
 * @param carriedOut how far it has been carried out
 * @param phase where it is
 * @param outcome latest verified state
 * @param settings the timing it runs with
 * @param round rounds of liquidation so far
 * @param text one sentence for people, null from a run that did not carry it
 * @param plan in figures, null from a run that did not carry it
 */
public record StopProgress(
    Action action,
    Action carriedOut,
    Phase phase,
    @Nullable Outcome outcome,
    StopSettings settings,
    int round,
    @Nullable String text,
    @Nullable PlanSummary plan) {}
