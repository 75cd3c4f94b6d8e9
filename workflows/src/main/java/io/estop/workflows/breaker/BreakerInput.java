package io.estop.workflows.breaker;

/**
 * Input of a run of the breaker; its state stands in PostgreSQL.
 *
 * @param scope what it watches and presses
 * @param intervalMillis between ticks
 * @param ticksPerRun after which it continues as new, at least 1
 */
public record BreakerInput(String scope, long intervalMillis, int ticksPerRun) {}
