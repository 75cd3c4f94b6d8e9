package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Rules that the process does not start with are said in a sentence, without a stack trace. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedRulesTest {
  @Test
  void findsARuleFileFromWhereItIsStarted() {
    try (ConfigurableApplicationContext starter = started("../config/rules/default.yml")) {
      assertThat(starter.getBean(RuleBook.class).find("vix")).isPresent();
    }
  }

  @Test
  void saysWhereItLookedForARuleFileThatIsNotThere(CapturedOutput output) {
    assertThatThrownBy(() -> started("../config/rules/absent.yml"))
        .isInstanceOf(RuntimeException.class);

    assertRefusedInWords(
        output,
        Path.of("../config/rules/absent.yml").toAbsolutePath().normalize()
            + " cannot be read: there is no such file");
  }

  @Test
  void saysThatARuleTakesTheNameOfOneOfTheConfigurations(
      CapturedOutput output, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r.yml"),
            "rules: [{name: vix, metric: volume, trip: 3, window: 1h, owner: o, rationale: r}]");

    assertThatThrownBy(() -> started(file.toString())).isInstanceOf(RuntimeException.class);

    assertRefusedInWords(
        output,
        "rule vix of a rule file watches volume, but its name is that of the configuration's rule"
            + " of vix: rename it");
  }

  private static void assertRefusedInWords(CapturedOutput output, String sentence) {
    assertThat(output.getOut())
        .contains("APPLICATION FAILED TO START", "estop.breaker: " + sentence)
        .doesNotContain("RulesRefusedException", "\tat io.estop.");
  }

  private static ConfigurableApplicationContext started(String rules) {
    return new SpringApplicationBuilder(StarterApplication.class)
        .run(
            "--server.port=0",
            "--estop.environment=test",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/estop",
            "--spring.data.redis.port=1",
            "--spring.temporal.connection.target=127.0.0.1:1",
            "--estop.halt.outbox-folder=target/outbox-of-refused-rules",
            "--estop.breaker.rules=" + rules);
  }
}
