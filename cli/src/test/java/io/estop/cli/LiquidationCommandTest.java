package io.estop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LiquidationCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final StandIn starter = StandIn.start();

  @AfterEach
  void stopStarter() {
    starter.close();
  }

  @Test
  void tellsOneWordOfOnePosition() {
    starter.answering(200, "{}");

    int code = run("liquidation", "pause", "s1", "--symbol", "AAPL", "--reason", "news at four");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(starter.asked())
        .singleElement()
        .asString()
        .startsWith("POST /api/v1/stops/s1/pause Bearer anna")
        .contains("\"symbol\":\"AAPL\"", "\"reason\":\"news at four\"")
        .doesNotContain("account");
    assertThat(out.toString()).contains("stop s1 sends no more orders until it is resumed: AAPL");
  }

  @Test
  void eachWordHasItsOwnCall() {
    starter.answering(200, "{}");
    for (String word : new String[] {"accelerate", "pause", "resume", "take-over", "give-back"}) {
      run("liquidation", word, "s1", "--account", "paper/PA1", "--reason", "x");
    }

    assertThat(starter.asked())
        .extracting(call -> call.split(" ")[1])
        .containsExactly(
            "/api/v1/stops/s1/accelerate",
            "/api/v1/stops/s1/pause",
            "/api/v1/stops/s1/resume",
            "/api/v1/stops/s1/take-over",
            "/api/v1/stops/s1/give-back");
    assertThat(out.toString()).contains("all positions in paper/PA1");
  }

  @Test
  void saysWhyItWasRefused() {
    starter.answering(422, "{\"detail\":\"stop s1 has no position in XYZ\"}");

    assertThat(run("liquidation", "take-over", "s1", "--symbol", "XYZ", "--reason", "x"))
        .isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(err.toString()).contains("stop s1 has no position in XYZ");
  }

  @Test
  void aReasonIsAMatterOfUsage() {
    assertThat(run("liquidation", "pause", "s1")).isEqualTo(ExitCodes.USAGE);
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
