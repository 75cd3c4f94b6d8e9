package io.estop.breaker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.StandardRules;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RulesRefusedException;
import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfiguredRules;
import io.estop.store.configuration.ConfigurationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRulesTest {
  @TempDir private Path folder = Path.of("");
  private Map<String, String> approved = Map.of();
  private long number;
  private final LiveConfiguration live =
      new LiveConfiguration(
          Configuration.standard(), () -> Optional.of(version()), why -> fail(why));

  @Test
  void whatIsInForceNowIsWhatRulesSay() {
    RuleBook files = StandardRules.book(List.of(), "firm", new BigDecimal("7"), 2);
    LiveRules rules = new LiveRules(files, live);
    assertThat(rules.get().all()).extracting(Rule::name).containsExactly("drawdown");
    assertThat(trip(rules.get(), "drawdown")).isEqualByComparingTo("7");

    approve(Map.of("auto_triggers.max_drawdown_percent", "3"));

    assertThat(rules.get().all()).extracting(Rule::name).containsExactly("drawdown", "daily-loss");
    assertThat(trip(rules.get(), "drawdown")).isEqualByComparingTo("3");
    approve(Map.of());
    assertThat(trip(rules.get(), "drawdown")).isEqualByComparingTo("7");
  }

  @Test
  void aNameOfOursForSomethingElseIsRefusedBeforeAnybodySetsIt() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r.yml"),
            "rules: [{name: vix, metric: volume, trip: 3, window: 1h, owner: o, rationale: r}]");
    RuleBook book = RuleBook.read(List.of(file), List.of());

    assertThatThrownBy(() -> new LiveRules(book, live))
        .isInstanceOf(RulesRefusedException.class)
        .hasMessageContaining("rule vix of a rule file watches volume");
  }

  @Test
  void theExampleFileHasTheSpecificationsThresholdsUnderTheSameNames() {
    RuleBook example =
        StandardRules.book(List.of("../config/rules/default.yml"), "firm", new BigDecimal("5"), 2);

    for (Rule ours : ConfiguredRules.of(Configuration.standard())) {
      assertThat(example.find(ours.name())).as(ours.name()).isPresent();
      assertThat(trip(example, ours.name()))
          .as(ours.name())
          .isEqualByComparingTo(ours.levels().trip());
    }
  }

  private void approve(Map<String, String> settings) {
    approved = settings;
    number++;
    live.refresh();
  }

  private ConfigurationVersion version() {
    return new ConfigurationVersion(
        number,
        number - 1,
        approved,
        "a test",
        "anna",
        Instant.EPOCH,
        "hash",
        Optional.of(new ConfigurationVersion.Approval("boris", Instant.EPOCH)));
  }

  private static BigDecimal trip(RuleBook book, String rule) {
    return book.find(rule).orElseThrow().levels().trip();
  }
}
