package io.estop.bench.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What became of one world.
 *
 * @param lived how long it lasted on its own clock
 * @param turns how much went on
 * @param story everything that happened, a line each
 */
public record Verdict(
    long seed,
    Duration lived,
    long turns,
    Map<Finding, List<String>> findings,
    List<String> story) {}
