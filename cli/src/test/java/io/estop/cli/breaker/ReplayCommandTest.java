package io.estop.cli.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.cli.CliMain;
import io.estop.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trips over 36 years of VIX are those of the reference tables beside the data. */
class ReplayCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"close, 1, 93", "close, 5, 56", "close, 20, 35", "high, 1, 123", "high, 20, 40"})
  void tripsOverTheHistoryOfVixAsOftenAsTheReferenceSays(
      String column, int rearmAfter, int expected) throws IOException {
    JsonNode replay = vix("--column", column, "--rearm-after", String.valueOf(rearmAfter));

    assertThat(replay.path("trips")).hasSize(expected);
  }

  @Test
  void tripsOnTheReferenceDaysAndNotOnBadHighs() throws IOException {
    List<String> days = days(vix().path("trips"));

    assertThat(days)
        .startsWith("1990-08-06", "1991-01-08", "1997-10-27", "1997-12-24", "1998-08-04")
        .contains("2008-09-15", "2018-02-05", "2020-02-27", "2024-08-05")
        .endsWith("2025-04-03", "2026-03-27")
        .doesNotContain("2004-09-27", "2005-07-25");
    JsonNode trip =
        StreamSupport.stream(vix().path("trips").spliterator(), false)
            .filter(one -> one.path("at").asString().equals("2024-08-05"))
            .findFirst()
            .orElseThrow();
    assertThat(trip.path("rule").asString()).isEqualTo("vix");
    assertThat(trip.path("value").decimalValue()).isEqualByComparingTo("38.57");
  }

  @Test
  void everyTripButTheLastIsFollowedByOneReArming() throws IOException {
    JsonNode replay = vix();

    List<String> trips = days(replay.path("trips"));
    List<String> rearmed = days(replay.path("rearmed"));
    assertThat(rearmed).hasSizeBetween(trips.size() - 1, trips.size());
    for (int i = 0; i < rearmed.size(); i++) {
      assertThat(rearmed.get(i)).isGreaterThan(trips.get(i));
    }
    assertThat(replay.path("warnings").size()).isGreaterThan(trips.size());
  }

  @Test
  void quotesTellSpreadDepthAndPrices() throws IOException {
    Path csv = folder.resolve("quotes.csv");
    StringBuilder text = new StringBuilder("time,bid,ask,bid_size,ask_size\n");
    for (int i = 0; i < 60; i++) {
      boolean wide = i >= 50;
      text.append(Instant.parse("2026-03-02T15:00:00Z").plusSeconds(i))
          .append(wide ? ",99,101,1,1\n" : i == 20 ? ",101,99,9,9\n" : ",99.9,100.1,9,9\n");
    }
    Files.writeString(csv, text.toString());
    Path rules = folder.resolve("r.yml");
    Files.writeString(
        rules,
        "rules:\n"
            + rule("spread", "spread", "above", "5")
            + rule("depth", "depth", "below", "0.5")
            + rule("velocity", "price_velocity", "above", "5"));

    JsonNode replay = json(List.of("--csv", csv.toString(), "--rules", rules.toString(), "--json"));

    assertThat(replay.path("trips"))
        .extracting(trip -> trip.path("rule").asString())
        .containsExactly("spread", "depth");
    assertThat(replay.path("trips").get(0).path("at").asString()).isEqualTo("2026-03-02T15:00:51Z");
    estop("--csv", csv.toString(), "--rules", rules.toString());
    assertThat(out.toString())
        .contains("spread:", "of bid and ask", "1 rows without a time or a number");
  }

  private static String rule(String name, String metric, String comparison, String trip) {
    return "  - {name: %s, metric: %s, comparison: %s, trip: %s, window: 1m, owner: o, rationale: r}\n"
        .formatted(name, metric, comparison, trip);
  }

  @Test
  void showsPeopleWhatHappenedAndWhatOtherLevelsWouldHaveDone() throws IOException {
    Path labels = folder.resolve("labels.csv");
    Files.writeString(labels, "date\n2008-09-15\n2024-08-05\n2019-01-01\n");

    int code =
        estop(
            "--csv",
            data("vix/vix-daily.csv").toString(),
            "--rules",
            rules("vix.yml"),
            "--labels",
            labels.toString(),
            "--suggest");

    assertThat(code).isEqualTo(ExitCodes.DONE);
    assertThat(out.toString())
        .contains("vix: 9235 readings of close, 36.6 years")
        .contains("2024-08-05               TRIPPED  38.57")
        .contains("35 trips (0.96 a year)")
        .contains(
            "2 of 35 trips fell on one of 3 labelled days: precision 0.057; 2 of 2 that the history has"
                + " were found")
        .containsPattern("30 +35 +0.96  <- the rule's");
  }

  @Test
  void drawsOnePageThatNeedsNothingElse() throws IOException {
    Path page = folder.resolve("vix.html");

    estop(
        "--csv", data("vix/vix-daily.csv").toString(),
        "--rules", rules("vix.yml"),
        "--plot", page.toString());

    assertThat(Files.readString(page))
        .contains("<svg", "2024-08-05", "35 trips")
        .doesNotContain("<script", "src=", "href=");
  }

  @Test
  void aFileThatCannotBeMeantIsRefusedInWords() throws IOException {
    Path csv = folder.resolve("h.csv");
    Files.writeString(csv, "day,close\n2026-01-02,10\n");
    Path bad = folder.resolve("r.yml");
    Files.writeString(bad, "rules:\n  - name: x\n    metric: fear\n");

    assertThat(estop("--csv", csv.toString(), "--rules", rules("vix.yml")))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("has no column of time");
    assertThat(estop("--csv", csv.toString(), "--rules", bad.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("metric cannot be read: fear", "trip is missing", "owner is missing");
    Files.writeString(bad, "rules: [!!java.lang.ProcessBuilder [[\"id\"]]]\n");
    assertThat(estop("--csv", csv.toString(), "--rules", bad.toString()))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("is no YAML");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void rowsWithoutANumberAreCountedAndRowsOutOfOrderToo() throws IOException {
    Path csv = folder.resolve("h.csv");
    Files.writeString(
        csv, "date,close\n2026-01-02,10\n2026-01-05,NaN\n2026-01-06,31\n2026-01-05,99\nx,5\n");

    assertThat(estop("--csv", csv.toString(), "--rules", rules("vix.yml"))).isZero();

    assertThat(out.toString())
        .contains("left out: 2 rows without a time or a number, 1 whose time is out of order")
        .contains("1 trips");
  }

  private JsonNode vix(String... more) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--csv",
                data("vix/vix-daily.csv").toString(),
                "--rules",
                rules("vix.yml"),
                "--json"));
    all.addAll(List.of(more));
    return json(all);
  }

  private JsonNode json(List<String> words) {
    out.getBuffer().setLength(0);
    assertThat(estop(words.toArray(String[]::new))).as(err.toString()).isZero();
    return JsonMapper.builder().build().readTree(out.toString());
  }

  private int estop(String... words) {
    CommandLine line = CliMain.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("breaker", "replay"));
    all.addAll(List.of(words));
    return line.execute(all.toArray(String[]::new));
  }

  private static List<String> days(JsonNode events) {
    return StreamSupport.stream(events.spliterator(), false)
        .map(event -> event.path("at").asString())
        .toList();
  }

  private static String rules(String file) {
    return TestData.rules(file).toString();
  }

  private static Path data(String file) {
    return TestData.data(file);
  }
}
