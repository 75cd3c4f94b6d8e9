package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MaintenanceCommandTest {
  private static final String WINDOW =
      "{\"windowId\":\"w-1\",\"state\":\"PLANNED\",\"scope\":\"firm\",\"haltAt\":\"h\","
          + "\"startsAt\":\"s\",\"endsAt\":\"e\",\"reason\":\"upgrade\"}";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void plansAndSaysFromWhenItIsHalted() {
    starter.answering(200, WINDOW);

    int code =
        run(
            "maintenance",
            "plan",
            "firm",
            "--from",
            "2026-12-05T22:00:00Z",
            "--to",
            "2026-12-06T02:00:00Z",
            "--halt-before",
            "5m",
            "--reason",
            "upgrade");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("POST /api/v1/maintenance Bearer anna")
        .contains("\"haltBeforeSeconds\":300", "\"startsAt\":\"2026-12-05T22:00:00Z\"");
    assertThat(out.toString()).contains("w-1 PLANNED firm halted from h until people release it");
  }

  @Test
  void approvesAndSaysWhyItWasRefused() {
    starter.answering(403, "{\"detail\":\"ann planned window w-1: another person approves\"}");

    assertThat(run("maintenance", "approve", "w-1")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(starter.asked()).singleElement().asString().contains("/maintenance/w-1/approve");
    assertThat(err.toString()).contains("another person approves");
  }

  @Test
  void cancelsWithAReasonAndLists() {
    starter.answering(200, WINDOW);
    assertThat(run("maintenance", "cancel", "w-1", "--reason", "postponed"))
        .isEqualTo(ExitCodes.DONE);
    starter.answering(200, "[]");
    assertThat(run("maintenance", "list")).isEqualTo(ExitCodes.DONE);

    assertThat(starter.asked().get(0)).contains("\"reason\":\"postponed\"");
    assertThat(out.toString()).contains("no maintenance is planned");
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
