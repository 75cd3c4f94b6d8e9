package io.estop.cli;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.recovery.Stage;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The staged restart, one subcommand per step, in the order in which people take them. */
@Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Leads a stop's scope back to trading: one requests each stage, another approves.")
final class RecoveryCommand {
  private static final String ROOT = "/api/v1/recoveries";

  private final Map<String, String> environment;
  @Spec private @Nullable CommandSpec spec;

  RecoveryCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Command(mixinStandardHelpOptions = true, description = "Begins the recovery of a stop.")
  int start(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SCOPE") Scope scope,
      @Option(names = "--stop-id", required = true, paramLabel = "ID") StopId stopId) {
    JsonNode answer =
        connection
            .open(environment)
            .post(ROOT, Map.of("scope", scope.toString(), "stopId", stopId.value()));
    if (connection.isJson()) {
      printer().json(answer);
    } else {
      printer().line("recovery begun: workflow " + answer.path("workflowId").asString(""));
    }
    return ExitCodes.DONE;
  }

  @Command(mixinStandardHelpOptions = true, description = "Shows where the recovery is.")
  int status(@Mixin Connection connection, @Parameters(paramLabel = "SCOPE") Scope scope) {
    return show(connection, connection.open(environment).get(path(scope, "")));
  }

  @Command(mixinStandardHelpOptions = true, description = "Assesses the system again.")
  int assess(@Mixin Connection connection, @Parameters(paramLabel = "SCOPE") Scope scope) {
    return post(connection, path(scope, "/assessments"), Map.of());
  }

  @Command(mixinStandardHelpOptions = true, description = "Signs what went wrong, in your name.")
  int finding(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SCOPE") Scope scope,
      @Option(names = "--text", required = true, paramLabel = "TEXT") String text) {
    return post(connection, path(scope, "/finding"), Map.of("text", text));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Requests the next stage; prints the hash that the approver must name.")
  int request(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SCOPE") Scope scope,
      @Parameters(paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}") Stage stage,
      @Option(
              names = "--factor",
              paramLabel = "SHARE",
              description = "Share of the limits for REDUCED, as in 0.25.")
          @Nullable BigDecimal factor) {
    Map<String, ?> body =
        factor == null
            ? Map.of("stage", stage.name())
            : Map.of("stage", stage.name(), "factor", factor);
    JsonNode answer = connection.open(environment).post(path(scope, "/requests"), body);
    if (connection.isJson()) {
      printer().json(answer);
    } else {
      printer().line(answer.path("approvalHash").asString(""));
    }
    return ExitCodes.DONE;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Approves the requested stage; never the one who requested it.")
  int approve(
      @Mixin Connection connection,
      @Parameters(paramLabel = "SCOPE") Scope scope,
      @Parameters(paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}") Stage stage,
      @Option(names = "--hash", required = true, paramLabel = "HASH") String hash) {
    return post(
        connection, path(scope, "/approvals"), Map.of("stage", stage.name(), "approvalHash", hash));
  }

  private int post(Connection connection, String path, Map<String, ?> body) {
    return show(connection, connection.open(environment).post(path, body));
  }

  private int show(Connection connection, JsonNode answer) {
    if (connection.isJson()) {
      printer().json(answer);
    } else {
      printer().recovery(answer);
    }
    return ExitCodes.DONE;
  }

  private Printer printer() {
    return new Printer(Screens.out(spec));
  }

  private static String path(Scope scope, String rest) {
    return ROOT + "/" + FrontDoor.segment(scope.toString()) + rest;
  }
}
