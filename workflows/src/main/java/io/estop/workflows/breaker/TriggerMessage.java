package io.estop.workflows.breaker;

/**
 * A person presses through the breaker, from Temporal UI or its command.
 *
 * @param actor who
 * @param reason one sentence
 * @param action HALT, CANCEL or FLATTEN
 */
public record TriggerMessage(String actor, String reason, String action) {}
