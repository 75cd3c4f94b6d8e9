package io.estop.gate.board;

import org.jspecify.annotations.Nullable;

/**
 * What one atomic call saw.
 *
 * @param run id of the Redis process that answered
 * @param redisMillis Redis TIME of the call
 * @param board what stands under the board's key
 * @param lease null where there is none
 * @param limits of the component that read; null where none are registered
 */
public record Reading(
    String run,
    long redisMillis,
    BoardValue board,
    @Nullable Lease lease,
    @Nullable Limits limits) {

  /** Returns whether the lease names exactly this board under this run, and has not ended (R3). */
  public boolean leased() {
    return lease != null && board instanceof BoardState state && leased(lease, state);
  }

  private boolean leased(Lease named, BoardState state) {
    return run.equals(state.run())
        && run.equals(named.run())
        && state.version().incarnation() > 0
        && named.version().equals(state.version())
        && named.sum().equals(state.sum())
        && named.endsAtMillis() > redisMillis;
  }
}
