package io.estop.workflows.deadman;

/**
 * What a switch says of itself.
 *
 * @param scope what it presses
 * @param phase ARMED, WARNING, RESTING, PAUSED, EXPIRED, OFF, or UNKNOWN while PostgreSQL is silent
 * @param why the latest finding, one sentence
 * @param dueAt ISO instant of its expiry, empty where unknown
 * @param ticks in this run
 */
public record SwitchStatus(String scope, String phase, String why, String dueAt, long ticks) {}
