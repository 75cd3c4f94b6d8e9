package io.estop.cli.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.cli.CliMain;
import io.estop.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trips over 36 years of VIX are those of the reference tables beside the data. */
class ReplayCommandTest {
  private static final long SEED = 20_260_302;
  private static final int RUNS = 200;

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
  void oneBadCloseTripsNothingAndEveryFallThatStaysIsFound() throws IOException {
    // Years without a move of 7 % in a week of their own.
    List<BigDecimal> closes =
        closes(Files.readAllLines(data("spx-daily/sp500.csv")), "1993-01-01", "1996-12-31");
    Path history = folder.resolve("index.csv");
    Random random = new Random(SEED);
    int quiet = 0;
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      int day = 20 + random.nextInt(closes.size() - 40);
      BigDecimal factor = BigDecimal.valueOf(100 + (random.nextBoolean() ? 30 : -30), 2);
      List<BigDecimal> bad = new ArrayList<>(closes);
      bad.set(day, closes.get(day).multiply(factor));
      write(history, bad);
      quiet += velocity(history).path("trips").isEmpty() ? 1 : 0;
      List<BigDecimal> fallen = new ArrayList<>(closes);
      for (int i = day; i < fallen.size(); i++) {
        fallen.set(i, fallen.get(i).multiply(new BigDecimal("0.88")));
      }
      write(history, fallen);
      found += velocity(history).path("trips").size() == 1 ? 1 : 0;
    }

    assertThat(quiet).as("runs with one bad close and no trip, seed " + SEED).isEqualTo(RUNS);
    assertThat(found).as("runs with one fall and one trip, seed " + SEED).isEqualTo(RUNS);
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
        .contains("2 of 35 trips fell on one of 3 labelled days")
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
        .contains("left out: 2 rows without a time or a number, 1 not newer than the one before")
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

  private JsonNode velocity(Path history) {
    return json(
        List.of("--csv", history.toString(), "--rules", rules("price-velocity.yml"), "--json"));
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

  private static List<BigDecimal> closes(List<String> sessions, String from, String until) {
    return sessions.stream()
        .skip(1)
        .map(line -> line.replace("\"", "").split(",", -1))
        .filter(row -> row[1].compareTo(from) >= 0 && row[1].compareTo(until) <= 0)
        .map(row -> new BigDecimal(row[5]))
        .toList();
  }

  private static void write(Path file, List<BigDecimal> closes) throws IOException {
    StringBuilder text = new StringBuilder("date,close\n");
    LocalDate day = LocalDate.of(1993, 1, 1);
    for (BigDecimal close : closes) {
      text.append(day).append(',').append(close.toPlainString()).append('\n');
      day = day.plusDays(1);
    }
    Files.writeString(file, text);
  }

  private static String rules(String file) {
    return above("config/rules").resolve(file).toString();
  }

  private static Path data(String file) {
    Path found = above("shared/data");
    if (!Files.isReadable(found.resolve(file))) {
      String missing = "../shared/data/" + file + " is not beside the project";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      return Assumptions.abort(missing);
    }
    return found.resolve(file);
  }

  private static Path above(String folder) {
    for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(folder))) {
        return at.resolve(folder);
      }
    }
    return Path.of(folder);
  }
}
