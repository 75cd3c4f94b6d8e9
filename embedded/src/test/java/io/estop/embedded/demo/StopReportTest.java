package io.estop.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StopReportTest {

  private static final StopView STOP =
      new StopView(
          JsonMapper.builder()
              .build()
              .readTree(
                  """
                  {"stopId":"s1","scope":"firm","phase":"HOLDING","outcome":"FLAT",
                   "pressedAt":"2026-11-20T16:00:00Z","outcomeAt":"2026-11-20T16:00:03.250Z",
                   "riskTotal":"200.0","riskRemoved":"150.5",
                   "counts":{"positions":2,"closed":1,"worthless":1,"ordersSent":3,"rounds":2},
                   "execution":{"shortfall":"24.00","expectedCost":"20.00","untold":0,
                     "shortfallSplit":{"basisPoints":"4.37","spread":"12.00","impact":"9.00",
                       "timing":"3.00","unexplained":"0.00"}},
                   "positions":[
                     {"symbol":"INTC261127C00045000","status":"WORTHLESS","startQuantity":"20",
                      "openQuantity":"20","method":null,"arrivalMid":"0.025","averageFill":null},
                     {"symbol":"AAPL","status":"CLOSED","startQuantity":"-240","openQuantity":"0",
                      "method":"MARKET","arrivalMid":"229","averageFill":"229.1",
                      "shortfall":"24.00","expectedCost":"20.00"}]}
                  """));

  @Test
  void tableShowsTheLargestPositionFirstWithColumnsAligned() {
    assertThat(StopReport.lines(STOP))
        .containsExactly(
            "symbol               method  status     quantity  left  average fill  shortfall   plan",
            "AAPL                 MARKET  CLOSED         -240     0         229.1      24.00  20.00",
            "INTC261127C00045000  –       WORTHLESS        20    20             –          –      –",
            "",
            "positions 2: closed 1, worthless 1, dust 0, residual 0 · orders sent 3 in 2 rounds, "
                + "working orders cancelled 0",
            "shortfall 24.00 (4.37 bp): spread 12.00, impact 9.00, timing 3.00, unexplained 0.00 "
                + "· plan 20.00");
  }

  @Test
  void resultIsOneLineWithOutcomeCountsAndTimes() {
    DemoResult result = new DemoResult("dev-server 1.29.1", 6_000);

    result.stop(STOP, Optional.of(12L), 9_999L);

    assertThat(result.json())
        .startsWith("{\"temporal\":\"dev-server 1.29.1\",\"outcome\":\"FLAT\",\"stopId\":\"s1\"")
        .contains("\"ordersSent\":3")
        .contains("\"execution\":{\"shortfall\":\"24.00\",\"expectedCost\":\"20.00\"")
        .contains("\"pressToDeniedMillis\":12")
        .contains("\"pressToFlatMillis\":3250")
        .doesNotContain("\n");
  }

  @Test
  void shareOfRiskIsRoundedDownSoThatItNeverSaysTooMuch() {
    assertThat(STOP.percentRemoved()).isEqualTo(75);
  }

  @Test
  void screenWithoutTerminalPrintsNoControlCharacters() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);

    screen.title("Report");
    screen.moves("risk removed", 40);
    screen.verdict("FLAT", true);

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("", "Report", "  FLAT");
  }
}
