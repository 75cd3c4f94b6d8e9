package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Each command against a local stand-in of the starter: what it asks, says and ends with. */
class CliMainTest {
  private static final Map<String, String> ANNA = Map.of("ESTOP_TOKEN", "anna-secret-0123456789");
  private static final String PRESSED =
      """
      {"stopId":"s1","scope":"firm","action":"FLATTEN","answer":"%s",
       "places":[{"place":"board","done":true,"detail":""},
                 {"place":"temporal","done":false,"detail":"silent"}],
       "workflowId":"estop/firm"}""";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  private static final String PREVIEW =
      """
      {"scope":"account:paper/PA1","at":"2026-11-23T15:00:00Z","complete":%s,"missing":[%s],
      "unknown":[],"totals":{"orders":3,"positions":2,"risk":"9.00","expectedCost":"12.34",
      "expectedMillis":61500,"expectedRequests":5,"wontFit":1},"positions":[{"number":1,
      "account":"paper/PA1","symbol":"AAPL","quantity":"10","method":"MARKET","schedule":null,
      "why":"Small against its market.","risk":"9.00","expectedCost":"12.34",
      "expectedMillis":61500,"expectedRequests":1,"wontFit":"Its market is closed."}],
      "orders":[]}
      """;

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void pressesWithTheTokenOfTheEnvironment() {
    starter.answering(202, PRESSED.formatted("ACCEPTED"));

    int code = run("stop", "firm", "--action", "FLATTEN", "--reason", "drill", "--stop-id", "s1");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("POST /api/v1/stops Bearer anna-secret-0123456789 {")
        .contains(
            "\"stopId\":\"s1\"",
            "\"scope\":\"firm\"",
            "\"action\":\"FLATTEN\"",
            "\"reason\":\"drill\"");
    assertThat(out.toString()).contains("ACCEPTED: the hold is durable", "temporal NOT done");
  }

  @Test
  void asksForAnEscalationInTheWordsOfTheStarter() {
    starter.answering(202, PRESSED.formatted("ACCEPTED"));

    int code =
        run("stop", "firm", "--action", "CANCEL", "--reason", "drill")
            + run(
                "stop",
                "firm",
                "--action",
                "CANCEL",
                "--reason",
                "drill",
                "--escalation",
                "FLATTEN",
                "--after",
                "1h30m");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked().get(0)).doesNotContain("escalation");
    assertThat(starter.asked().get(1))
        .contains("\"escalation\":{", "\"action\":\"FLATTEN\"", "\"afterSeconds\":5400");
  }

  @ParameterizedTest
  @CsvSource({"--escalation, FLATTEN, --after", "--after, 15m, --escalation"})
  void anEscalationNeedsBothItsActionAndItsTime(String option, String value, String missing) {
    assertThat(run("stop", "firm", "--action", "HALT", "--reason", "r", option, value))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(missing);
    assertThat(starter.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, 0",
    "HELD_NOT_DURABLE, 1",
    "KEPT_NOT_HALTED, 1",
    "SOMETHING_NEWER, 1",
  })
  void endsWithZeroOnlyWhenTheHoldIsDurable(String answer, int code) {
    starter.answering(202, PRESSED.formatted(answer));

    assertThat(run("stop", "firm", "--action", "HALT", "--reason", "r")).isEqualTo(code);
  }

  @Test
  void namesTheStopIdItMadeBeforeItAsks() {
    starter.close();

    int code = run("stop", "firm", "--action", "HALT", "--reason", "r");

    assertThat(code).isEqualTo(ExitCodes.UNREACHABLE);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(2);
    String id = lines.get(0).substring("stop id ".length());
    assertThat(lines.get(1))
        .contains("no starter answers at", "press again with --stop-id " + id)
        .contains("estop break-glass hold firm --action CANCEL --stop-id " + id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | vic has the role VIEWER, which may not press a stop",
        "409 | stop s1 has ended and nothing was done: press with a new stop id",
        "422 | reason is missing",
        "503 | no place took stop s1 and nothing is halted",
      })
  void saysTheStartersOwnSentence(int status, String detail) {
    starter.answering(status, "{\"status\":%d,\"detail\":\"%s\"}".formatted(status, detail));

    int code = run("stop", "firm", "--action", "HALT", "--reason", "r", "--stop-id", "s1");

    assertThat(code).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).isEqualToNormalizingNewlines("stop id s1\nestop: " + detail + "\n");
  }

  @Test
  void aPreviewPressesNothingAndShowsCostTimeAndWhatWillNotFit() {
    starter.answering(200, PREVIEW.formatted("true", ""));

    int code = run("stop", "account:paper/PA1", "--preview");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .containsExactly("GET /api/v1/stops/preview Bearer anna-secret-0123456789");
    assertThat(out.toString())
        .contains(
            "FLATTEN account:paper/PA1: 3 orders to cancel, 2 positions to close, expected cost"
                + " 12.34, time 61.5 s, 5 requests, 1 will not fit",
            "AAPL",
            "MARKET",
            "Small against its market.",
            "and 1 more",
            "will not fit: AAPL: Its market is closed.");
  }

  @Test
  void anIncompletePreviewIsNoYes() {
    starter.answering(200, PREVIEW.formatted("false", "\"venue x did not answer\""));

    assertThat(run("stop", "firm", "--preview")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(out.toString())
        .contains("MISSING: venue x did not answer", "INCOMPLETE: a stop may do more");
  }

  @Test
  void saysWhereTokensComeFromWhenTheStarterDoesNotKnowOne() {
    starter.answering(401, "{\"status\":401,\"detail\":\"a known token is needed\"}");

    assertThat(run("status")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("set ESTOP_TOKEN to one of its estop.tokens");
  }

  @Test
  void refusesToAskWithoutAToken() {
    int code = execute(Map.of(), "status", "--url", starter.url());

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("no token: set the environment variable ESTOP_TOKEN");
    assertThat(starter.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop,everything,--action,HALT,--reason,r | scope must be 'firm' or 'kind:id'",
        "stop,firm,--action,PANIC,--reason,r | PANIC",
        "stop,firm,--action,HALT | --reason",
        "stop,firm,--action,HALT,--reason,r,--stop-id,a b | stop id must be 1 to 64",
        "recovery,request,firm,HALTED | HALTED",
        "status,--url,ftp://x | --url must be http",
        "fly | fly",
      })
  void refusesWhatCannotBeMeantInOneLine(String arguments, String expected) {
    int code = execute(ANNA, arguments.split(","));

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("estop: ").contains(expected);
    assertThat(starter.asked()).isEmpty();
  }

  @Test
  void refusesAnAnswerThatIsNotTheStarters() {
    starter.answering(200, "<html>hello</html>");

    assertThat(run("status")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("is no starter of Emergency Stop");
  }

  @Test
  void listsStops() {
    starter.answering(
        200,
        """
        [{"stopId":"s2","scope":"symbol:AAPL","action":"HALT","phase":"HOLDING","outcome":null,
          "pressedAt":"2026-01-31T12:00:00.123456Z","pressedBy":"anna"}]""");

    assertThat(run("status")).isZero();
    assertThat(out.toString())
        .contains("s2", "symbol:AAPL", "HOLDING", " - ", "2026-01-31T12:00:00Z", "anna");
  }

  @Test
  void showsOneStopWithWhatIsLeftForAPerson() {
    starter.answering(
        200,
        """
        {"stopId":"s1","scope":"firm","action":"FLATTEN","phase":"HOLDING","outcome":"RESIDUAL",
         "counts":{"positions":2,"closed":1,"residual":1},"riskTotal":"100","riskRemoved":"60",
         "positions":[{"symbol":"AAPL","status":"CLOSED"},
           {"symbol":"TSLA","status":"RESIDUAL","openQuantity":"5","reason":"OUTSIDE_COLLAR"}]}""");

    assertThat(run("status", "s1")).isZero();
    assertThat(starter.asked().get(0)).startsWith("GET /api/v1/stops/s1 ");
    assertThat(out.toString())
        .contains("RESIDUAL", "residual 1", "60 of 100 removed", "TSLA 5: OUTSIDE_COLLAR")
        .doesNotContain("AAPL");
  }

  @Test
  void closesAStop() {
    starter.answering(200, "{\"stopId\":\"s1\",\"phase\":\"CLOSED\"}");

    assertThat(run("close", "s1", "--reason", "looked at")).isZero();
    assertThat(starter.asked().get(0))
        .startsWith("POST /api/v1/stops/s1/close ")
        .endsWith("{\"reason\":\"looked at\"}");
  }

  @Test
  void walksARecoveryOfAnAccountStepByStep() {
    starter.answering(202, "{\"workflowId\":\"recovery/account:paper/PA1\"}");
    run("recovery", "start", "account:paper/PA1", "--stop-id", "s1");
    starter.answering(200, "{\"approvalHash\":\"abc\"}");
    run("recovery", "request", "account:paper/PA1", "REDUCED", "--factor", "0.25");
    starter.answering(200, "{\"scope\":\"account:paper/PA1\",\"stage\":\"REDUCED\"}");
    run("recovery", "approve", "account:paper/PA1", "REDUCED", "--hash", "abc");

    List<String> expected =
        new ArrayList<>(
            List.of(
                "POST /api/v1/recoveries ",
                "POST /api/v1/recoveries/account%3Apaper%2FPA1/requests ",
                "POST /api/v1/recoveries/account%3Apaper%2FPA1/approvals "));
    assertThat(starter.asked()).zipSatisfy(expected, (a, e) -> assertThat(a).startsWith(e));
    assertThat(starter.asked().get(1)).contains("\"factor\":0.25");
    assertThat(out.toString()).contains("abc", "trading     REDUCED");
  }

  @Test
  void namesTheRefusalThatTheRunbookLists() {
    starter.answering(409, "{\"detail\":\"a new press halted it\",\"refusal\":\"HALTED_AGAIN\"}");

    assertThat(run("recovery", "request", "firm", "LIVE")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString().strip()).isEqualTo("estop: a new press halted it (HALTED_AGAIN)");
  }

  @Test
  void showsARecovery() {
    starter.answering(
        200,
        """
        {"scope":"firm","stopId":"s1","state":"AWAITING_APPROVAL","stage":"HALTED",
         "requested":{"stage":"MONITORING","factor":"1","requester":"anna","approvalHash":"abc"},
         "assessment":{"passed":true,"text":"all is well"},"finding":null,"history":["begun"]}""");

    assertThat(run("recovery", "status", "firm")).isZero();
    assertThat(out.toString())
        .contains("AWAITING_APPROVAL", "MONITORING factor 1 by anna", "abc", "begun");
  }

  @Test
  void printsTheAnswerAsItIsWhenJsonIsAskedFor() {
    starter.answering(200, "{\"stopId\":\"s1\",\"anything\":[1]}");

    assertThat(run("status", "s1", "--json")).isZero();
    assertThat(out.toString()).contains("\"anything\" : [ 1 ]");
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--url");
    all.add(starter.url());
    return execute(ANNA, all.toArray(String[]::new));
  }

  private int execute(Map<String, String> environment, String... arguments) {
    CommandLine line = CliMain.commandLine(environment);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
