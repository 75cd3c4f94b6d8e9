package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeferCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void putsOffAndSaysUntilWhen() {
    starter.answering(
        200, "{\"action\":\"FLATTEN\",\"dueAt\":\"2026-11-23T15:15:00Z\",\"askedBy\":\"ann\"}");

    int code = run("defer", "s1", "--for", "1h30m", "--reason", "prices are stale");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("POST /api/v1/stops/s1/escalation/deferral Bearer anna")
        .contains("\"seconds\":5400", "\"reason\":\"prices are stale\"");
    assertThat(out.toString()).contains("FLATTEN of stop s1 is put off until 2026-11-23T15:15:00Z");
  }

  @Test
  void saysWhyItWasRefused() {
    starter.answering(409, "{\"detail\":\"nothing is pending that could be deferred\"}");

    assertThat(run("defer", "s1", "--for", "15m", "--reason", "x"))
        .isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("nothing is pending that could be deferred");
  }

  @Test
  void aTimeThatIsNoneIsAMatterOfUsage() {
    assertThat(run("defer", "s1", "--for", "soon", "--reason", "x")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("a time must be like 90s, 15m, 2h or 1h30m but was: soon");
    assertThat(starter.asked()).isEmpty();
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
