package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TaskCommandTest {
  private static final String TASK =
      """
      {"number":2,"position":null,"account":"paper/PA1","symbol":"AAPL","quantity":"-5",
       "reason":"VENUE_REFUSED","detail":"not tradable","state":"%s","how":%s,"actor":%s,
       "words":"it is delisted","openedAt":"2026-01-01T00:00:00Z","changedAt":"2026-01-01T00:00:00Z"}""";
  private static final String OPEN = TASK.formatted("OPEN", "null", "null");
  private static final String RESOLVED = TASK.formatted("RESOLVED", "\"WRITTEN_OFF\"", "\"ann\"");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void listsWhatThereIsToDoAndWhy() {
    starter.answering(
        200, "{\"stopId\":\"s1\",\"unfinished\":1,\"all\":7,\"tasks\":[" + OPEN + "]}");

    assertThat(run("task", "list", "s1")).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("GET /api/v1/stops/s1/tasks Bearer");
    assertThat(out.toString())
        .contains("2  OPEN          -5 AAPL in paper/PA1: VENUE_REFUSED, not tradable\n")
        .contains("and 6 more");
  }

  @Test
  void nothingToDoIsSaid() {
    starter.answering(200, "{\"stopId\":\"s1\",\"unfinished\":0,\"all\":0,\"tasks\":[]}");

    run("task", "list", "s1");

    assertThat(out.toString()).contains("stop s1 has left nothing for people");
  }

  @Test
  void resolvesOneAfterTheOther() {
    starter.answering(200, RESOLVED);

    int code =
        run(
            "task",
            "resolve",
            "s1",
            "2",
            "3",
            "--how",
            "WRITTEN_OFF",
            "--reason",
            "it is delisted");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .extracting(call -> call.split(" ")[1])
        .containsExactly("/api/v1/stops/s1/tasks/2/resolve", "/api/v1/stops/s1/tasks/3/resolve");
    assertThat(starter.asked().get(0))
        .contains("\"reason\":\"it is delisted\"", "\"how\":\"WRITTEN_OFF\"");
    assertThat(out.toString()).contains("RESOLVED WRITTEN_OFF").contains("; ann: it is delisted");
  }

  @Test
  void triesAgainHandsOverAndGivesBack() {
    starter.answering(200, OPEN);

    run("task", "retry", "s1", "2", "--reason", "now it trades");
    run("task", "hand-over", "s1", "2", "--reason", "by phone");
    run("task", "give-back", "s1", "2", "--reason", "nobody answers");

    assertThat(starter.asked())
        .extracting(call -> call.split(" ")[1])
        .containsExactly(
            "/api/v1/stops/s1/tasks/2/retry",
            "/api/v1/stops/s1/tasks/2/hand-over",
            "/api/v1/stops/s1/tasks/2/give-back");
    assertThat(starter.asked()).noneMatch(call -> call.contains("how"));
  }

  @Test
  void saysWhyItWasRefused() {
    starter.answering(409, "{\"detail\":\"task 2 is RESOLVED by ann: it is delisted\"}");

    assertThat(run("task", "retry", "s1", "2", "--reason", "x")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("task 2 is RESOLVED by ann");
  }

  @Test
  void numbersAndReasonAreAMatterOfUsage() {
    assertThat(run("task", "resolve", "s1", "--reason", "x")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("task", "resolve", "s1", "two", "--reason", "x")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("task", "resolve", "s1", "2")).isEqualTo(ExitCodes.USAGE);
    assertThat(starter.asked()).isEmpty();
  }

  @Test
  void aStopIsClosedWithItsTasksOnlyWhereThatIsSaid() {
    starter.answering(200, "{}");

    run("close", "s1", "--reason", "x");
    run("close", "s1", "--reason", "x", "--leave-tasks");

    assertThat(starter.asked().get(0)).doesNotContain("leaveTasks");
    assertThat(starter.asked().get(1)).contains("\"leaveTasks\":true");
  }

  private int run(String... arguments) {
    CommandLine line = CliMain.commandLine(Map.of("ESTOP_TOKEN", "anna-secret-0123456789"));
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--url";
    all[arguments.length + 1] = starter.url();
    return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
  }
}
