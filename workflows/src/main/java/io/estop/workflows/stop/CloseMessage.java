package io.estop.workflows.stop;

/**
 * Ends a run; the hold stays.
 *
 * @param actor the person who closes
 * @param reason one sentence
 */
public record CloseMessage(String actor, String reason) {}
