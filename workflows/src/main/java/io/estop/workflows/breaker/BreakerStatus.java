package io.estop.workflows.breaker;

import java.util.List;

/**
 * What a breaker says of itself.
 *
 * @param scope what it watches
 * @param state WATCHING, TRIPPED, BLIND (it does not see all) or OBSERVING (it may press nothing)
 * @param why the latest finding, one sentence
 * @param ticks in this run
 * @param lines one for each rule that is not calm
 */
public record BreakerStatus(
    String scope, String state, String why, long ticks, List<String> lines) {}
