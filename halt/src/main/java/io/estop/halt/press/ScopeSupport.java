package io.estop.halt.press;

import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which scopes can be flattened: only those whose positions can be told from the venue's answer.
 */
public final class ScopeSupport {
  private static final Set<ScopeKind> FLATTENED =
      EnumSet.of(ScopeKind.FIRM, ScopeKind.VENUE, ScopeKind.ACCOUNT, ScopeKind.SYMBOL);

  private ScopeSupport() {}

  /** Returns whether positions of a scope can be told apart, so that it can be flattened. */
  public static boolean flattens(Scope scope) {
    return FLATTENED.contains(scope.kind());
  }

  /**
   * Checks that a press can be carried out.
   *
   * @throws PressRefusedException saying why not and what to press instead
   */
  static void check(Press press) {
    ScopeKind kind = press.scope().kind();
    if (press.furthest() == Action.FLATTEN && !flattens(press.scope())) {
      throw new PressRefusedException(
          "FLATTEN of "
              + press.scope()
              + " is refused: a venue does not tell which part of a position belongs to a "
              + kind.word()
              + "; press HALT or CANCEL of it, or FLATTEN of firm, venue, account or symbol");
    }
  }
}
