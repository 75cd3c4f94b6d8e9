package io.estop.activities.recovery;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries what the flag says of a stop to the board, and waits a while until the board shows it.
 */
public final class BoardFollower {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Board board;
  private final Flag flag;
  private final Duration call;
  private final Duration longest;

  /**
   * @param call bound of one call to the board
   * @param longest how long to try; then the keeper carries it
   */
  public BoardFollower(Board board, Flag flag, Duration call, Duration longest) {
    this.board = board;
    this.flag = flag;
    this.call = call;
    this.longest = longest;
  }

  /** Returns whether the board shows what the flag says of these stops. */
  boolean follow(List<StopId> stops) {
    FlagState truth = flag.read();
    long begun = System.nanoTime();
    while (!carried(truth, stops)) {
      if (System.nanoTime() - begun > longest.toNanos() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private boolean carried(FlagState truth, List<StopId> stops) {
    for (StopId stop : stops) {
      Hold hold = truth.holds().get(stop);
      if (hold != null) {
        board.add(hold, call);
      } else if (truth.releases().contains(stop)) {
        board.release(stop, call);
      }
    }
    Answer<Reading> read = board.read(call);
    return read instanceof Answer.Done<Reading> done
        && done.value().board() instanceof BoardState shown
        && stops.stream().allMatch(stop -> agrees(truth, shown, stop));
  }

  private static boolean agrees(FlagState truth, BoardState shown, StopId stop) {
    Hold hold = truth.holds().get(stop);
    if (hold == null) {
      return !truth.releases().contains(stop) || shown.released(stop);
    }
    return shown.holds().stream()
        .filter(other -> other.stopId().equals(stop))
        .anyMatch(other -> other.revision() >= hold.revision());
  }
}
