package io.estop.workflows.breaker;

/**
 * What a breaker says of itself.
 *
 * @param scope what it watches
 * @param state WATCHING, TRIPPED or BLIND (its sensor gives nothing)
 * @param why the latest finding, one sentence
 * @param ticks in this run
 */
public record BreakerStatus(String scope, String state, String why, long ticks) {}
