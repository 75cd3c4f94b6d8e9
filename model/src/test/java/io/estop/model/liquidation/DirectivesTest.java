package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.Account;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DirectivesTest {
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  @Test
  void theLatestWordOnPausingCounts() {
    Directive pause = said(DirectiveKind.PAUSE, "AAPL");
    assertThat(after(pause).paused(ACCOUNT, "AAPL")).contains(pause);
    assertThat(after(pause).paused(ACCOUNT, "MSFT")).isEmpty();
    assertThat(after(pause, said(DirectiveKind.RESUME, "")).paused(ACCOUNT, "AAPL")).isEmpty();
    assertThat(
            after(said(DirectiveKind.RESUME, ""), said(DirectiveKind.PAUSE, ""))
                .paused(ACCOUNT, "AAPL"))
        .isPresent();
  }

  @Test
  void onlyGivingItBackEndsATakeOver() {
    Directives said = after(said(DirectiveKind.TAKE_OVER, "AAPL"), said(DirectiveKind.RESUME, ""));

    assertThat(said.takenOver(ACCOUNT, "AAPL")).isPresent();
    assertThat(said.takenOver(Account.parse("paper/PA2"), "AAPL")).isPresent();
    assertThat(said.takenOver(ACCOUNT, "AAPL270115C00150000")).isEmpty();
  }

  @Test
  void theLatestWordOnWhoseAPositionIsCounts() {
    Directive back = said(DirectiveKind.GIVE_BACK, "");
    Directives returned = after(said(DirectiveKind.TAKE_OVER, "AAPL"), back);

    assertThat(returned.takenOver(ACCOUNT, "AAPL")).isEmpty();
    assertThat(returned.givenBack(ACCOUNT, "AAPL")).contains(back);
    Directives again = after(back, said(DirectiveKind.TAKE_OVER, "AAPL"));
    assertThat(again.takenOver(ACCOUNT, "AAPL")).isPresent();
    assertThat(again.givenBack(ACCOUNT, "AAPL")).isEmpty();
    assertThat(again.givenBack(ACCOUNT, "MSFT")).contains(back);
  }

  @Test
  void accelerationCountsFromItsLatestWord() {
    assertThat(Directives.none().acceleratedAt(ACCOUNT, "AAPL")).isEmpty();
    assertThat(after(said(DirectiveKind.ACCELERATE, "")).acceleratedAt(ACCOUNT, "AAPL"))
        .contains(NOW);
  }

  @Test
  void anAccountLimitsIt() {
    Directive one =
        new Directive(
            DirectiveKind.PAUSE, Optional.of(ACCOUNT), Optional.empty(), "ann", "why", NOW);

    assertThat(one.covers(ACCOUNT, "AAPL")).isTrue();
    assertThat(one.covers(Account.parse("paper/PA2"), "AAPL")).isFalse();
  }

  @Test
  void needsAPersonAReasonAndASymbolThatIsOne() {
    assertThatThrownBy(() -> directive("", "why", "AAPL")).hasMessageContaining("person");
    assertThatThrownBy(() -> directive("ann", " ", "AAPL")).hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> directive("ann", "x".repeat(501), "A")).hasMessageContaining("501");
    assertThatThrownBy(() -> directive("ann", "why", " ")).hasMessageContaining("symbol");
  }

  private static Directives after(Directive... given) {
    return new Directives(List.of(given));
  }

  private static Directive said(DirectiveKind kind, String symbol) {
    return new Directive(
        kind,
        Optional.empty(),
        Optional.of(symbol).filter(one -> !one.isEmpty()),
        "ann",
        "she knows",
        NOW);
  }

  private static Directive directive(String actor, String reason, String symbol) {
    return new Directive(
        DirectiveKind.PAUSE, Optional.empty(), Optional.of(symbol), actor, reason, NOW);
  }
}
