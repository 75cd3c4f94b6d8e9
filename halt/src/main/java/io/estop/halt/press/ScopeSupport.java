package io.estop.halt.press;

import io.estop.model.Action;
import io.estop.model.Press;

/**
 * Which scopes can be flattened: only those whose positions can be told from the venue's answer.
 */
final class ScopeSupport {
  private ScopeSupport() {}

  /**
   * Checks that a press can be carried out.
   *
   * @throws PressRefusedException saying why not and what to press instead
   */
  static void check(Press press) {
    if (press.furthest() == Action.FLATTEN && !press.scope().isFlattenable()) {
      throw new PressRefusedException(
          "FLATTEN of "
              + press.scope()
              + " is refused: a venue does not tell which part of a position belongs to a "
              + press.scope().kind().word()
              + "; press HALT or CANCEL of it, or FLATTEN of firm, venue, account or symbol");
    }
  }
}
