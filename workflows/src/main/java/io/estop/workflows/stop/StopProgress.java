package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a holding run hands to the next. What an older version did not carry is null.
 *
 * @param action how far the stop goes
 * @param carriedOut how far it has been carried out
 * @param phase where it is
 * @param outcome latest verified state
 * @param settings the timing it runs with
 * @param round rounds of liquidation so far
 * @param text one sentence for people
 * @param plan in figures
 * @param escalations the steps further that it takes by itself
 * @param presses those that joined, with how far each went
 * @param troubles what people have been told does not work, by kind
 * @param locked whether the accounts were locked
 * @param opensAt when the market opens, where all that is open waits for it
 * @param waitingBook the book that does
 */
public record StopProgress(
    Action action,
    Action carriedOut,
    Phase phase,
    @Nullable Outcome outcome,
    StopSettings settings,
    int round,
    @Nullable String text,
    @Nullable PlanSummary plan,
    @Nullable Escalations escalations,
    @Nullable List<String> presses,
    @Nullable Map<String, String> troubles,
    boolean locked,
    @Nullable Instant opensAt,
    @Nullable String waitingBook) {}
