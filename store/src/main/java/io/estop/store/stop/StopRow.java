package io.estop.store.stop;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Scope;
import io.estop.model.StopId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A stop as the database knows it.
 *
 * @param stopId its id
 * @param scope what it covers
 * @param action how far it goes
 * @param cause why
 * @param pressedAt when
 * @param phase where it is
 * @param outcome latest verified state
 * @param outcomeText one sentence about it
 * @param outcomeAt when it was verified
 * @param firstFlatAt when it was first verified flat
 * @param rounds of liquidation
 * @param workingOrdersCancelled confirmed cancels
 * @param workflowId in Temporal
 * @param runId latest run
 * @param aliases ids of presses that joined
 * @param endedAt when its run ended for good
 * @param escalations the steps further that it takes by itself
 */
public record StopRow(
    StopId stopId,
    Scope scope,
    Action action,
    Cause cause,
    Instant pressedAt,
    Phase phase,
    Optional<Outcome> outcome,
    String outcomeText,
    Optional<Instant> outcomeAt,
    Optional<Instant> firstFlatAt,
    int rounds,
    int workingOrdersCancelled,
    String workflowId,
    String runId,
    List<StopId> aliases,
    Optional<Instant> endedAt,
    Escalations escalations) {}
