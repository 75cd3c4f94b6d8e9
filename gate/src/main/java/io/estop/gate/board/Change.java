package io.estop.gate.board;

import io.estop.model.hold.BoardVersion;
import java.util.List;

/**
 * What a script did.
 *
 * @param version of the board now
 * @param changed false where the board (or the lease) already said so
 */
public record Change(BoardVersion version, boolean changed) {

  static Answer<Change> of(List<String> answer) {
    String word = answer.get(0);
    if (word.equals("DONE")) {
      return new Answer.Done<>(new Change(version(answer, 1), answer.get(3).equals("1")));
    }
    Refusal reason = Refusal.valueOf(answer.get(1));
    return new Answer.Refused<>(reason, reason + " by board " + version(answer, 2));
  }

  private static BoardVersion version(List<String> answer, int first) {
    return new BoardVersion(
        Long.parseLong(answer.get(first)), Long.parseLong(answer.get(first + 1)));
  }
}
