package io.estop.workflows.recovery;

/**
 * Input of a recovery.
 *
 * @param scope which stop's scope
 * @param stopId which stop
 * @param requester who began it
 */
public record RecoveryInput(String scope, String stopId, String requester) {}
