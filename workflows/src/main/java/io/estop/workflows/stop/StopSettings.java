package io.estop.workflows.stop;

/**
 * Timing of a stop, read once at activation so that every replay sees the same.
 *
 * @param acknowledgeMillis how long components have to acknowledge
 * @param roundMillis pause between rounds of liquidation
 * @param quietMillis time between the two verifying reads; longer than a venue request may take
 * @param timeoutMillis time for liquidation (LIQUIDATION_TIMEOUT_SECONDS)
 * @param holdMillis pause between rounds while holding
 */
public record StopSettings(
    long acknowledgeMillis,
    long roundMillis,
    long quietMillis,
    long timeoutMillis,
    long holdMillis) {}
