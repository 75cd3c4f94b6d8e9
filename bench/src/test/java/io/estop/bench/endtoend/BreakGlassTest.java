package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.cli.CliMain;
import io.estop.embedded.Stack;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.halt.breakglass.Identities;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/**
 * Everything that presses is gone, and a person holds by hand; a run is gone, and the supervisor
 * brings it back. The system then goes on from there, and nothing is done twice.
 */
class BreakGlassTest {
  private static final String TOKEN = "carols-glass-token-1";
  private static final String SCOPE = "account:" + Stack.ACCOUNT;

  @TempDir private static Path journal;
  private static Stack stack;
  private static TestGate gate;
  private static Desk desk;
  private static Rows rows;
  private static VenueControl venue;

  private final StringWriter out = new StringWriter();

  @BeforeAll
  static void startEverything() {
    stack = DurableStack.start(DurableStack.options());
    gate = TestGate.of(stack);
    desk = new Desk(stack);
    rows = Rows.of(stack);
    venue = new VenueControl(stack);
  }

  @AfterAll
  static void endEverything() {
    if (stack != null) {
      gate.close();
      stack.close();
    }
  }

  @BeforeEach
  void fillTheBook() {
    stack.paper().seed(DurableStack.book(64, 20, 7).toJson());
  }

  @Test
  void aHoldWithoutStarterTemporalAndPostgresIsAdoptedAndExplainedLater() {
    gate.awaitAllowed("MSFT");
    assertThat(working()).isPositive();
    stack.starter().kill();
    stack.temporal().kill();
    stack.database().kill();

    int code = estop("hold", SCOPE, "--action", "CANCEL", "--reason", "fire", "--stop-id", "glass");

    assertThat(out.toString()).contains("HELD_NOT_DURABLE", "board holds", "flag does NOT hold");
    assertThat(code).isEqualTo(1);
    assertThat(working()).isZero();
    Eventually.see("the gate keeps it", Eventually.OVER, () -> gate.keeps("glass"), kept -> kept);
    assertThat(gate.order("MSFT").allowed()).isFalse();

    stack.database().restart();
    stack.temporal().restart();
    stack.starter().restart();
    JsonNode adopted = desk.awaitOutcome("glass", Eventually.OVER, "HELD");
    assertThat(adopted.path("pressedBy").asString()).isEqualTo("nobody known (adopted)");
    gate.awaitDenied("MSFT", "HALTED");

    assertThat(estop("deliver", "--url", stack.console().toString())).isZero();
    assertThat(estop("deliver", "--url", stack.console().toString())).isZero();

    JsonNode told = desk.stop("glass");
    assertThat(told.path("pressedBy").asString()).startsWith("carol by break-glass, told by ");
    assertThat(told.path("reason").asString()).isEqualTo("fire");
    assertThat(told.path("answer").asString()).isEqualTo("ACCEPTED");
    assertThat(ledger("glass", "ADOPT")).isEqualTo(1);
    assertThat(ledger("glass", "BREAK_GLASS")).isEqualTo(1);
    assertThat(rows.number("select count(*) from stop where stop_id = 'glass'")).isEqualTo(1);
    assertThat(runs(SCOPE)).isEqualTo(1);
    release("glass");
  }

  @Test
  void aHoldBesideALivingDatabaseIsAnOrdinaryPressOfThatPerson() {
    gate.awaitAllowed("MSFT");
    stack.starter().kill();

    int code =
        estop("hold", "symbol:IBM", "--action", "HALT", "--reason", "x", "--stop-id", "durable");

    assertThat(out.toString()).contains("HELD: gates deny, and PostgreSQL has the hold");
    assertThat(code).isZero();
    stack.starter().restart();
    assertThat(desk.awaitOutcome("durable", Eventually.OVER, "HELD").path("pressedBy").asString())
        .isEqualTo("carol");
    assertThat(ledger("durable", "ADOPT")).isZero();
    release("durable");
  }

  @Test
  void withoutRedisAndPostgresOnlyTheVenueIsCancelledAndThatIsSaid() {
    gate.awaitAllowed("MSFT");
    stack.redis().kill();
    stack.database().kill();

    int code = estop("hold", "firm", "--action", "CANCEL", "--reason", "x", "--stop-id", "nowhere");

    assertThat(out.toString()).contains("NOT_HELD: neither board nor flag", "0 are STILL OPEN");
    assertThat(code).isEqualTo(1);
    assertThat(working()).isZero();
    stack.redis().restart();
    stack.database().restart();
    gate.awaitAllowed("MSFT");
    assertThat(rows.number("select count(*) from hold where stop_id = 'nowhere'")).isZero();
    assertThat(estop("deliver", "--url", stack.console().toString())).isZero();
    assertThat(out.toString()).contains("nowhere by carol: RECORDED");
    assertThat(gate.order("MSFT").allowed()).isTrue();
  }

  @Test
  void aTerminatedRunAndALostTemporalDatabaseAreFollowedByRunsOfTheSameStop() {
    gate.awaitAllowed("MSFT");
    desk.pressed("terminated", "symbol:MSFT", "FLATTEN", "ACCEPTED");
    try (TemporalDoor temporal = TemporalDoor.of(stack)) {
      temporal.client().newUntypedWorkflowStub("estop/symbol:MSFT").terminate("by mistake");
    }
    desk.awaitOutcome("terminated", Eventually.OVER, "FLAT");
    assertThat(ledger("terminated", "RESTART")).isEqualTo(1);
    assertThat(gate.order("MSFT").allowed()).isFalse();

    stack.temporal().kill();
    stack.temporal().restartEmpty();

    Eventually.see(
        "the stop runs again",
        Eventually.OVER,
        () -> ledger("terminated", "RESTART"),
        count -> count >= 2);
    Eventually.see("it is listed", Eventually.OVER, () -> runs("symbol:MSFT"), count -> count == 1);
    desk.awaitOutcome("terminated", Eventually.OVER, "FLAT");
    assertThat(gate.order("MSFT").allowed()).isFalse();
    JsonNode audit = venue.audit();
    assertThat(audit.path("closedTwice").asLong()).isZero();
    assertThat(audit.path("signFlips").asLong()).isZero();
    assertThat(audit.path("positionIncreases").asLong()).isZero();
    release("terminated");
  }

  @Test
  void aStopWhoseTemporalIsGoneIsFlattenedByHandAndCarriedOnWhenItIsBack() {
    gate.awaitAllowed("MSFT");
    stack.temporal().kill();
    desk.pressed("by-hand", SCOPE, "FLATTEN", "ACCEPTED");
    stack.starter().kill();

    int code = estop("flatten", SCOPE, "--reason", "Temporal is gone", "--stop-id", "by-hand");

    assertThat(out.toString()).contains("FLAT: 0 positions open");
    assertThat(code).isZero();
    assertThat(working()).isZero();
    long sent = rows.number("select count(*) from slice where stop_id = 'by-hand'");
    assertThat(sent).isPositive();
    assertThat(ledger("by-hand", "BREAK_GLASS")).isEqualTo(1);
    assertThat(gate.order("MSFT").allowed()).isFalse();

    stack.temporal().restart();
    stack.starter().restart();

    Eventually.see("it runs", Eventually.OVER, () -> runs(SCOPE), count -> count == 1);
    desk.awaitOutcome("by-hand", Eventually.OVER, "FLAT");
    Eventually.see(
        "the run holds what was left",
        Eventually.OVER,
        () ->
            rows.number(
                "select count(*) from stop where stop_id = 'by-hand' and phase = 'HOLDING'"
                    + " and run_id <> 'break-glass'"),
        count -> count == 1);
    assertThat(rows.number("select count(*) from slice where stop_id = 'by-hand'"))
        .as("nothing is done twice")
        .isEqualTo(sent);
    JsonNode audit = venue.audit();
    assertThat(audit.path("closedTwice").asLong()).isZero();
    assertThat(audit.path("signFlips").asLong()).isZero();
    release("by-hand");
  }

  private int estop(String... words) {
    Map<String, String> variables = new HashMap<>();
    Map.of(
            "ENVIRONMENT",
            stack.environment(),
            "TOKEN",
            TOKEN,
            "JOURNAL",
            journal.toString(),
            "REDIS_URL",
            "redis://127.0.0.1:" + stack.redis().port(),
            "POSTGRES_URL",
            stack.database().url(),
            "POSTGRES_USERNAME",
            EmbeddedDatabase.USER,
            "IDENTITIES_0_NAME",
            "carol",
            "IDENTITIES_0_ROLE",
            "RISK",
            "IDENTITIES_0_TOKEN_SHA256",
            Identities.hash(TOKEN))
        .forEach((key, value) -> variables.put("ESTOP_BREAKGLASS_" + key, value));
    Map.of(
            "NAME", Stack.ACCOUNT.venue(),
            "ACCOUNT", Stack.ACCOUNT.id(),
            "TRADING_URL", stack.paper().http().base().toString(),
            "KEY_ID", stack.tokens().venueKeyId(),
            "SECRET_KEY", stack.tokens().venueSecretKey(),
            "ENVIRONMENT", stack.environment(),
            "REQUESTS_PER_MINUTE", "60000")
        .forEach((key, value) -> variables.put("ESTOP_BREAKGLASS_VENUES_0_" + key, value));
    variables.put("ESTOP_TOKEN", stack.tokens().presser().token());
    CommandLine line = CliMain.commandLine(variables);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    List<String> all = new java.util.ArrayList<>(List.of("break-glass"));
    all.addAll(List.of(words));
    int code = line.execute(all.toArray(String[]::new));
    System.out.println(out);
    return code;
  }

  /** Lets go of everything, as a recovery would, so that the next test can trade. */
  private static void release(String stopId) {
    desk.close(stopId);
    rows.update(
        "insert into hold_release (stop_id, released_at, flag_version)"
            + " select '"
            + stopId
            + "', now(), version + 1 from flag_version",
        "delete from hold where stop_id = '" + stopId + "'",
        "update flag_version set version = version + 1");
  }

  private static long working() {
    return stack.paper().http().get("/v2/orders?status=open&limit=500").orThrow("orders").size();
  }

  private static long ledger(String stopId, String action) {
    return rows.number(
        "select count(*) from ledger where subject = 'stop/' || ? and action = ?", stopId, action);
  }

  private static long runs(String scope) {
    try (TemporalDoor temporal = TemporalDoor.of(stack)) {
      return temporal.runs("estop/" + scope);
    }
  }
}
