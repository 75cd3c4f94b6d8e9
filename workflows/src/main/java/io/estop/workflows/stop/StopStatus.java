package io.estop.workflows.stop;

import io.estop.model.PendingEscalation;
import org.jspecify.annotations.Nullable;

/**
 * What a running stop says of itself.
 *
 * @param stopId its id
 * @param scope what it covers
 * @param action how far it goes
 * @param phase where it is
 * @param outcome latest verified state, null before the first
 * @param text one sentence for people
 * @param round rounds of liquidation so far
 * @param escalation the next step further that it takes by itself, null where there is none
 * @param trouble what does not work now, null where everything does
 */
public record StopStatus(
    String stopId,
    String scope,
    String action,
    String phase,
    @Nullable String outcome,
    String text,
    int round,
    @Nullable PendingEscalation escalation,
    @Nullable String trouble) {}
