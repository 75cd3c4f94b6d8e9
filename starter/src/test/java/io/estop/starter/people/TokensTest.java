package io.estop.starter.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.wiring.ConfigurationRefused;
import io.estop.starter.wiring.EstopProperties;
import io.estop.starter.wiring.EstopProperties.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String ANNA = "anna-has-this-token";

  @Test
  void aTokenStandsForOnePerson() {
    Tokens tokens = tokens(new Token(ANNA, "anna", "RISK"));

    assertThat(tokens.person(ANNA)).contains(new Person("anna", Role.RISK));
    assertThat(tokens.person(ANNA + "x")).isEmpty();
    assertThat(tokens.person("")).isEmpty();
  }

  @Test
  void noTokensIsNobody() {
    assertThat(tokens().person("")).isEmpty();
  }

  @Test
  void refusesBadEntriesByTheirKey() {
    refused("estop.tokens[0].token must be at least 16", new Token("short", "anna", "RISK"));
    refused("estop.tokens[0].role must be one of", new Token(ANNA, "anna", "BOSS"));
    refused("estop.tokens[0].name", new Token(ANNA, "anna smith", "RISK"));
    refused(
        "estop.tokens[1].token is the token of another entry",
        new Token(ANNA, "anna", "RISK"),
        new Token(ANNA, "bert", "RISK"));
    refused(
        "anna has the role RISK already",
        new Token(ANNA, "anna", "RISK"),
        new Token("another-long-token", "anna", "OPERATOR"));
  }

  @Test
  void aTokenIsNeverPrinted() {
    assertThat(new Token(ANNA, "anna", "RISK").toString()).doesNotContain(ANNA);
  }

  private static void refused(String sentence, Token... configured) {
    assertThatThrownBy(() -> tokens(configured))
        .isInstanceOf(ConfigurationRefused.class)
        .hasMessageContaining(sentence);
  }

  private static Tokens tokens(Token... configured) {
    return new Tokens(
        new EstopProperties(
            "test",
            List.of(configured),
            List.of(),
            new EstopProperties.Breaker(
                false, "firm", Duration.ofSeconds(10), 500, List.of(), BigDecimal.TEN, 2),
            new EstopProperties.Halt(Duration.ofSeconds(5), Duration.ofSeconds(1), "outbox"),
            EstopProperties.DeadMansSwitch.off(),
            new EstopProperties.Slack("", List.of(), "https://hooks.slack.com/")));
  }
}
