package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SwitchCommandTest {
  private static final String ARMED =
      "{\"scope\":\"firm\",\"phase\":\"ARMED\",\"why\":\"expires at noon\"}";
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void confirmsAndSaysWhenItExpires() {
    starter.answering(200, ARMED);

    assertThat(run("switch", "confirm")).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("POST /api/v1/dead-mans-switch/confirm Bearer anna")
        .contains("\"scope\":\"firm\"", "\"via\":\"CLI\"");
    assertThat(out.toString()).contains("confirmed: firm ARMED, expires at noon");
  }

  @Test
  void saysThatTheConfirmationIsNotKept() {
    starter.answering(503, "{\"detail\":\"the confirmation is not kept\"}");

    assertThat(run("switch", "confirm")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("the confirmation is not kept");
  }

  @Test
  void showsEverySwitch() {
    starter.answering(200, "[" + ARMED + "]");

    assertThat(run("switch", "status")).isEqualTo(ExitCodes.DONE);
    assertThat(out.toString()).contains("firm ARMED, expires at noon");
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
