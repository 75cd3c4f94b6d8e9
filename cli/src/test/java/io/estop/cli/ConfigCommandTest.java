package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @Test
  void explainsEachKeyWithItsValueSourceUnitAndBound() throws IOException {
    Path file = file("emergency_stop:\n  auto_triggers: {max_drawdown_percent: 4}\n");

    int code = estop(Map.of("VIX_THRESHOLD", "25"), "config", "check", file.toString());

    assertThat(code).isZero();
    assertThat(out.toString())
        .containsPattern("auto_triggers.max_drawdown_percent +4 +file " + file)
        .containsPattern("circuit_breaker.vix_threshold +25 +variable VIX_THRESHOLD")
        .containsPattern("auto_triggers.max_position_value +\\(not set\\)")
        .containsPattern("liquidation.timeout_seconds +300 +default")
        .contains("in percent; must be a number above 0 and below 100")
        .contains("rule drawdown         warns above 3.2, trips at 4 percent, 2 readings in a row")
        .doesNotContain("OBSERVE ONLY");
  }

  @Test
  void endsWithTwoAndAllErrors() throws IOException {
    Path file = file("auto_triggers: {max_drawdown_percent: 400}\nliqidation: {}\n");

    int code = estop(Map.of("MAX_TRANCHES", "0"), "config", "check", file.toString());

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("3 errors:")
        .contains("max_drawdown_percent must be a number above 0 and below 100 but was: 400")
        .contains("there is no key liqidation")
        .contains("max_tranches must be a whole number from 1 to 100 but was: 0");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void printsTheSameForProgramsAndSaysLoudlyWhatOnlyWatches() throws IOException {
    Path file = file("{\"enabled\": false}");
    Map<String, String> environment = Map.of("EMERGENCY_STOP_CONFIG", file.toString());

    assertThat(estop(environment, "config", "check", "--json")).isZero();

    JsonNode object = JsonMapper.builder().build().readTree(out.toString());
    assertThat(object.path("observeOnly").asBoolean()).isTrue();
    assertThat(object.path("keys")).hasSizeGreaterThan(20);
    assertThat(object.at("/keys/0/source").asString()).isEqualTo("file " + file);
    estop(environment, "config", "check");
    assertThat(out.toString()).contains("OBSERVE ONLY");
  }

  @Test
  void asksForAChangeShowsItsHashAndApprovesIt() {
    Map<String, String> environment = Map.of("ESTOP_TOKEN", "risk-token-00000001");
    try (StandIn starter = StandIn.start()) {
      starter.answering(201, "{\"version\":3,\"approvalHash\":\"abc\"}");
      assertThat(
              estop(
                  environment,
                  "config",
                  "propose",
                  "circuit_breaker.vix_threshold=25",
                  "enabled=",
                  "--reason",
                  "calm",
                  "--url",
                  starter.url()))
          .isZero();
      starter.answering(200, "{\"version\":3}").onlyWatching();
      estop(environment, "config", "approve", "3", "--hash", "abc", "--url", starter.url());

      assertThat(starter.asked())
          .hasSize(2)
          .anySatisfy(
              asked ->
                  assertThat(asked)
                      .startsWith("POST /api/v1/configuration Bearer")
                      .contains("\"circuit_breaker.vix_threshold\":\"25\"", "\"enabled\":null"))
          .anySatisfy(
              asked ->
                  assertThat(asked)
                      .startsWith("POST /api/v1/configuration/3/approval")
                      .contains("\"approvalHash\":\"abc\""));
    }
    assertThat(out.toString())
        .contains("version 3 waits for another person: estop config approve 3 --hash abc")
        .contains("version 3 is in force");
    assertThat(err.toString()).containsOnlyOnce("OBSERVE ONLY");
  }

  @Test
  void showsWhatIsInForceAndWhoAskedForIt() {
    try (StandIn starter = StandIn.start()) {
      starter.answering(
          200,
          """
          {"version":2,"keys":[{"key":"enabled","value":"true","source":"default"}],
           "versions":[{"version":3,"proposer":"anna","approvalHash":"abc","settings":{"enabled":"false"},
             "reason":"quiet"}]}
          """);
      assertThat(
              estop(
                  Map.of("ESTOP_TOKEN", "viewer-token-000001"),
                  "config",
                  "show",
                  "--url",
                  starter.url()))
          .isZero();
    }
    assertThat(out.toString())
        .contains("version 2 is in force")
        .containsPattern("enabled +true +default")
        .contains("version 3 by anna, not approved, hash abc: {\"enabled\":\"false\"} (quiet)");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("own.yml"), text);
  }

  private int estop(Map<String, String> environment, String... words) {
    CommandLine line = CliMain.commandLine(environment);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
