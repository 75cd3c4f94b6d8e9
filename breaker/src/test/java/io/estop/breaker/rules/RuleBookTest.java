package io.estop.breaker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookTest {
  private static final String RULES =
      """
      rules:
        - {name: any, metric: spread, trip: 5, scope: firm, owner: o, rationale: r}
        - {name: one, metric: spread, trip: 5, scope: firm, subject: AAPL, owner: o, rationale: r}
        - {name: symbol, metric: spread, trip: 5, scope: "symbol:AAPL", owner: o, rationale: r}
        - {name: other, metric: spread, trip: 5, scope: "symbol:MSFT", owner: o, rationale: r}
        - {name: chosen, metric: spread, trip: 5, scope: "symbol:MSFT", subject: QQQ, owner: o,
           rationale: r}
        - {name: options, metric: spread, trip: 5, scope: firm, asset_class: us_option, owner: o,
           rationale: r}
        - {name: depth, metric: depth, comparison: below, trip: 5, scope: firm, owner: o,
           rationale: r}
      """;

  @TempDir private Path folder = Path.of("");
  private RuleBook book = new RuleBook(List.of());

  @BeforeEach
  void read() throws IOException {
    book = new RuleBook(RuleFile.read(Files.writeString(folder.resolve("rules.yml"), RULES)));
  }

  @Test
  void aReadingIsJudgedByTheRulesOfItsSubjectAndByThoseOfAny() {
    assertThat(judging("AAPL")).containsExactlyInAnyOrder("any", "one", "symbol");
    assertThat(judging("QQQ")).containsExactlyInAnyOrder("any", "chosen");
    assertThat(judging("")).containsExactly("any");
  }

  @Test
  void anOptionIsJudgedByTheRulesOfWhatItIsOn() {
    assertThat(judging("AAPL261218C00200000"))
        .containsExactlyInAnyOrder("any", "symbol", "options");
    assertThat(judging("AAPL1")).as("another symbol").containsExactly("any");
  }

  private List<String> judging(String subject) {
    return book
        .judging(
            new Reading(
                Metric.SPREAD, subject, BigDecimal.TEN, Instant.parse("2026-11-23T15:00:00Z")))
        .stream()
        .map(Rule::name)
        .toList();
  }
}
