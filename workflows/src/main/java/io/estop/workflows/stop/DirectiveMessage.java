package io.estop.workflows.stop;

import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.trading.Account;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a stop something about the positions that it closes.
 *
 * @param actor the person, from the token, never from the request
 * @param role one of {@link io.estop.model.people.Role}
 * @param account where, as {@code venue/number}; null for every account
 * @param symbol of the position, exactly; null for every one
 * @param reason one sentence
 */
public record DirectiveMessage(
    String actor, String role, @Nullable String account, @Nullable String symbol, String reason) {

  /**
   * Returns it as the model knows it.
   *
   * @throws IllegalArgumentException naming what is wrong and what is expected
   */
  public Directive toDirective(DirectiveKind kind, Instant givenAt) {
    return new Directive(
        kind,
        Optional.ofNullable(account).map(Account::parse),
        Optional.ofNullable(symbol),
        String.valueOf(actor),
        reason == null ? "" : reason,
        givenAt);
  }
}
