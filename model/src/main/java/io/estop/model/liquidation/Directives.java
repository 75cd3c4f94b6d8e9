package io.estop.model.liquidation;

import io.estop.model.trading.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What stands for a position after all that people told its stop. Pure.
 *
 * @param given oldest first
 */
public record Directives(List<Directive> given) {

  public Directives {
    given = List.copyOf(given);
  }

  /** Returns that nobody said anything. */
  public static Directives none() {
    return new Directives(List.of());
  }

  /** Returns who closes the position by hand, if somebody does. */
  public Optional<Directive> takenOver(Account account, String symbol) {
    return inHands(account, symbol).filter(one -> one.kind() == DirectiveKind.TAKE_OVER);
  }

  /** Returns who gave the position back to the stop, if that is the last word on whose it is. */
  public Optional<Directive> givenBack(Account account, String symbol) {
    return inHands(account, symbol).filter(one -> one.kind() == DirectiveKind.GIVE_BACK);
  }

  private Optional<Directive> inHands(Account account, String symbol) {
    return last(
        one ->
            (one.kind() == DirectiveKind.TAKE_OVER || one.kind() == DirectiveKind.GIVE_BACK)
                && one.covers(account, symbol));
  }

  /** Returns who paused the position, if it stands still. */
  public Optional<Directive> paused(Account account, String symbol) {
    return last(one ->
            (one.kind() == DirectiveKind.PAUSE || one.kind() == DirectiveKind.RESUME)
                && one.covers(account, symbol))
        .filter(one -> one.kind() == DirectiveKind.PAUSE);
  }

  /** Returns since when the position is to be closed without patience, by the latest word. */
  public Optional<Instant> acceleratedAt(Account account, String symbol) {
    return last(one -> one.kind() == DirectiveKind.ACCELERATE && one.covers(account, symbol))
        .map(Directive::givenAt);
  }

  private Optional<Directive> last(Predicate<Directive> meant) {
    return given.stream().filter(meant).reduce((before, after) -> after);
  }
}
