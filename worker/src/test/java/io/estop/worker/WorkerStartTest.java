package io.estop.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.configuration.LiveConfiguration;
import io.estop.breaker.watch.Watch;
import io.estop.liquidation.LiquidationSettings;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker with nothing around it: no PostgreSQL, no Redis, no Temporal, no venue. */
@ExtendWith(OutputCaptureExtension.class)
class WorkerStartTest {
  private static final List<String> NOTHING_THERE =
      List.of(
          "--server.port=0",
          "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/estop",
          "--spring.data.redis.port=1",
          "--spring.temporal.connection.target=127.0.0.1:1",
          "--estop.venues[0].name=paper",
          "--estop.venues[0].account=PA1",
          "--estop.venues[0].trading-url=http://127.0.0.1:1",
          "--estop.venues[0].data-url=http://127.0.0.1:1",
          "--estop.venues[0].key-id=k",
          "--estop.venues[0].secret-key=s3cret",
          "--estop.venues[0].request-timeout=500ms");

  @Test
  void startsWithEverythingElseDownAndItsHealthSaysWhatIsMissing() throws Exception {
    try (ConfigurableApplicationContext worker =
        started("--estop.venues[0].environment=test", "--estop.venues[0].cancel-all-after=30s")) {
      String port = worker.getEnvironment().getProperty("local.server.port");
      HttpResponse<String> health =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body())
          .contains("waiting for PostgreSQL")
          .contains("\"db\":{")
          .contains("\"redis\":{")
          .contains("paper/PA1")
          .doesNotContain("s3cret");
      assertThat(worker.getBean(WorkersLifecycle.class).isPolling()).isFalse();
      assertThat(worker.getBean(MeterRegistry.class).find("estop.loop.failures").counters())
          .extracting(counter -> counter.getId().getTag("loop"))
          .contains("venue-countdowns", "venue-countdown paper/PA1");
    }
  }

  @Test
  void eachRuleOfTheExampleHasASensorAndTheIndexOneOncePrometheusIsAsked() {
    String example =
        "--estop.breaker.rules="
            + Path.of("../config/rules/default.yml").toAbsolutePath().normalize();
    try (ConfigurableApplicationContext worker =
        started("--estop.venues[0].environment=test", example)) {
      assertThat(worker.getBean(Watch.class).unfed())
          .singleElement()
          .asString()
          .contains("rule vix watches vix, which no sensor of firm gives");
    }
    try (ConfigurableApplicationContext worker =
        started(
            "--estop.venues[0].environment=test",
            example,
            "--estop.sensors.prometheus-url=http://127.0.0.1:1",
            "--estop.sensors.queries[0].metric=vix",
            "--estop.sensors.queries[0].query=market_vix",
            "--estop.sensors.instruments[0].symbol=AAPL",
            "--estop.sensors.scrapes[0].name=router",
            "--estop.sensors.scrapes[0].url=http://127.0.0.1:1/metrics",
            "--estop.sensors.scrapes[0].series[0].metric=queue_backlog",
            "--estop.sensors.scrapes[0].series[0].name=tasks_waiting")) {
      assertThat(worker.getBean(Watch.class).unfed()).isEmpty();
    }
  }

  @Test
  void findsARuleFileFromWhereItIsStarted() {
    try (ConfigurableApplicationContext worker =
        started(
            "--estop.venues[0].environment=test",
            "--estop.breaker.rules=../config/rules/default.yml")) {
      assertThat(worker.getBean(Watch.class).book().find("vix")).isPresent();
    }
  }

  @Test
  void saysWhereItLookedForARuleFileThatIsNotThere(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--estop.breaker.rules=../config/rules/absent.yml"))
        .isInstanceOf(RuntimeException.class);

    assertRefusedInWords(
        output,
        Path.of("../config/rules/absent.yml").toAbsolutePath().normalize()
            + " cannot be read: there is no such file");
  }

  @Test
  void saysAllThatIsWrongWithTheBreakerAtOnce(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--estop.breaker.scope=everything",
                    "--estop.breaker.max-drawdown-percent=0",
                    "--estop.breaker.confirmations=0"))
        .isInstanceOf(RuntimeException.class);

    assertThat(output.getOut())
        .contains("APPLICATION FAILED TO START", "estop.breaker: ")
        .contains("max_drawdown_percent must be above 0 and below 100 but was: 0")
        .contains("confirmations must be 1 to 100 but was: 0")
        .contains("everything")
        .doesNotContain("\tat io.estop.");
  }

  @Test
  void refusesARuleThatTakesTheNameOfOneOfTheConfigurationsInASentence(
      CapturedOutput output, @TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("r.yml"),
            "rules: [{name: vix, metric: volume, trip: 3, window: 1h, owner: o, rationale: r}]");

    assertThatThrownBy(
            () -> started("--estop.venues[0].environment=test", "--estop.breaker.rules=" + file))
        .isInstanceOf(RuntimeException.class);

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

  @Test
  void refusesSensorsThatCannotBeMeant() {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--estop.sensors.queries[0].metric=vix",
                    "--estop.sensors.queries[0].query=market_vix"))
        .hasStackTraceContaining("estop.sensors.prometheus-url is missing");
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--estop.sensors.prometheus-url=http://127.0.0.1:1",
                    "--estop.sensors.queries[0].metric=fear",
                    "--estop.sensors.queries[0].query=market_vix"))
        .hasStackTraceContaining("metric must be one of vix,");
  }

  @Test
  void refusesAVenueOfAnotherEnvironment() {
    assertThatThrownBy(() -> started("--estop.venues[0].environment=prod"))
        .hasStackTraceContaining(
            "venue paper belongs to environment 'prod' but this process is configured for 'test'");
  }

  @Test
  void refusesAQuietPeriodThatIsNoLongerThanARequest() {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test", "--estop.liquidation.quiet-period=500ms"))
        .hasStackTraceContaining("estop.liquidation.quiet-period must be longer");
  }

  @Test
  void refusesASlippageBudgetThatIsNone() {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--estop.liquidation.max-slippage-percent=100"))
        .hasStackTraceContaining("slippage percent must be above 0 and below 100");
  }

  @Test
  void refusesAConfigurationThatCannotBeMeantWithAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                started(
                    "--estop.venues[0].environment=test",
                    "--MAX_DRAWDOWN_PERCENT=500",
                    "--EMERGENCY_STOP_CONFIG=absent.yml"))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageContaining("absent.yml cannot be read");
    assertThatThrownBy(() -> started("--MAX_DRAWDOWN_PERCENT=500", "--VIX_THRESHOLD=-1"))
        .isInstanceOfSatisfying(
            ConfigurationRefusedException.class,
            refused -> assertThat(refused.errors()).hasSize(2));
  }

  @Test
  void theSpecificationsNamesReachTheSettingsTheyAreFor() {
    try (ConfigurableApplicationContext worker =
        started(
            "--estop.venues[0].environment=test",
            "--LIQUIDATION_TIMEOUT_SECONDS=120",
            "--MAX_TRANCHES=7",
            "--EMERGENCY_STOP_ENABLED=false")) {
      assertThat(worker.getBean(WorkerProperties.class).liquidation().timeout()).hasSeconds(120);
      assertThat(worker.getBean(LiquidationSettings.class).planner().maxTranches()).isEqualTo(7);
      assertThat(worker.getBean(LiveConfiguration.class).observeOnly()).isTrue();
    }
  }

  @Test
  void refusesToStartWithoutAnEnvironment() {
    assertThatThrownBy(() -> run("--estop.venues[0].environment=", "--estop.environment="))
        .hasStackTraceContaining("environment must be a lower-case letter");
  }

  private static ConfigurableApplicationContext started(String... more) {
    List<String> keys = new ArrayList<>(List.of("--estop.environment=test"));
    keys.addAll(List.of(more));
    return run(keys.toArray(String[]::new));
  }

  private static ConfigurableApplicationContext run(String... more) {
    List<String> keys = new ArrayList<>(NOTHING_THERE);
    keys.addAll(List.of(more));
    return new SpringApplicationBuilder(WorkerApplication.class)
        .logStartupInfo(false)
        .run(keys.toArray(String[]::new));
  }
}
