package io.estop.modelcheck.world;

import io.estop.halt.press.AnswerUnderCheck;
import io.estop.model.hold.PressAnswer;

/** What a press is told, by which places took it. */
final class PressAnswers {
  private PressAnswers() {}

  /** Returns, for neither, board, flag and both, 1 where the answer is ACCEPTED. */
  static int[] accepted() {
    return new int[] {is(false, false), is(true, false), is(false, true), is(true, true)};
  }

  private static int is(boolean board, boolean flag) {
    return AnswerUnderCheck.of(board, flag) == PressAnswer.ACCEPTED ? 1 : 0;
  }
}
