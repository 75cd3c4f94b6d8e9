package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.hold.Hold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts of the protocol, for tests of other packages. */
public final class Texts {
  private Texts() {}

  /** Returns what a script's answer would be read as. */
  public static Reading reading(
      EnvironmentId environment, String run, long redisMillis, List<String> boardLeaseLimits) {
    String board = boardLeaseLimits.get(0);
    return new Reading(
        run,
        redisMillis,
        board.isEmpty() ? new Unreadable("no board") : BoardCodec.parse(environment, board),
        Lease.parse(boardLeaseLimits.get(1)),
        Limits.parse(boardLeaseLimits.get(2)));
  }

  public static @Nullable Limits limits(String text) {
    return Limits.parse(text);
  }

  public static String line(Hold hold) {
    return HoldLine.of(hold);
  }
}
