package io.estop.model;

import java.time.Instant;

/**
 * One press of the stop button, by a person or a rule.
 *
 * @param stopId made by the presser; pressing twice with the same id is one stop
 * @param scope what to stop
 * @param action how far to go
 * @param cause who or what pressed, and why
 * @param pressedAt when, by the presser's clock
 */
public record Press(StopId stopId, Scope scope, Action action, Cause cause, Instant pressedAt) {}
