package io.estop.cli.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.rules.RuleFile;
import io.estop.cli.breaker.History.Observation;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both rates, over real prices with seeded damage: each run has one bad print, a gap, and a clock
 * that jumps for some rows or from then on; half of the replays also a move that is real.
 */
class FalseTripsTest {
  private static final long SEED = 20_260_302;
  private static final int RUNS = 1_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> BAD = List.of("0.01", "0.5", "0.7", "1.3", "2", "10", "100");

  /**
   * A history to spoil.
   *
   * @param rows it
   * @param rule over it
   * @param every time between two rows
   * @param margin rows at each end that stay as they are
   * @param longestGap rows that may be missing
   * @param moved what a real move leaves of a price
   */
  private record Ground(
      List<Observation> rows,
      Rule rule,
      Duration every,
      int margin,
      int longestGap,
      List<String> moved) {}

  @Test
  void yearsOfAnIndexTripOnRealFallsAlone() throws IOException {
    // Years without a move of 7 % in a week of their own.
    List<BigDecimal> closes =
        Files.readAllLines(TestData.data("spx-daily/sp500.csv")).stream()
            .skip(1)
            .map(line -> line.replace("\"", "").split(",", -1))
            .filter(row -> row[1].compareTo("1993-01-01") >= 0 && row[1].compareTo("1997") < 0)
            .map(row -> new BigDecimal(row[5]))
            .toList();
    List<Observation> rows = new ArrayList<>();
    LocalDate day = LocalDate.of(1993, 1, 1);
    for (BigDecimal close : closes) {
      rows.add(new Observation(day.atStartOfDay(ZoneOffset.UTC).toInstant(), close));
      day = day.plusDays(1);
    }
    Rule rule = RuleFile.read(TestData.rules("price-velocity.yml")).get(0);

    judge(
        "spx-daily",
        new Ground(rows, rule, Duration.ofDays(1), 20, 3, List.of("0.9", "0.88", "0.8", "1.12")));
  }

  @Test
  void minutesOfABookTripOnRealMovesAlone() throws IOException {
    Rule rule =
        RuleKeys.read(
                Map.of(
                    "rules",
                    List.of(
                        Map.of(
                            "name",
                            "coin-velocity",
                            "metric",
                            "price_velocity",
                            "window",
                            "1m",
                            "trip",
                            "2",
                            "owner",
                            "risk",
                            "rationale",
                            "a test"))))
            .get(0);

    judge(
        "crypto-l2",
        new Ground(mids(), rule, Duration.ofSeconds(1), 70, 20, List.of("0.97", "0.95", "1.03")));
  }

  private static void judge(String name, Ground ground) {
    SplittableRandom chance = new SplittableRandom(SEED);
    int falseTrips = 0;
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      int at = within(chance, ground);
      List<Observation> damaged = damaged(ground, ground.rows(), chance);
      falseTrips += trips(ground, damaged).size();
      BigDecimal factor = new BigDecimal(one(ground.moved(), chance));
      List<Observation> moved = new ArrayList<>(ground.rows());
      for (int i = at; i < moved.size(); i++) {
        moved.set(i, times(moved.get(i), factor));
      }
      found += trips(ground, damaged(ground, moved, chance)).size() >= 1 ? 1 : 0;
    }
    System.out.printf(
        "%s: %d runs, %d false trips, %d of %d real moves found, seed %d%n",
        name, RUNS, falseTrips, found, RUNS, SEED);
    assertThat(falseTrips).as("false trips, seed " + SEED).isZero();
    assertThat(found).as("moves found, seed " + SEED).isEqualTo(RUNS);
  }

  private static List<?> trips(Ground ground, List<Observation> rows) {
    return Replayed.of(ground.rule(), History.of(rows, "price", 0)).result().trips();
  }

  private static List<Observation> damaged(
      Ground ground, List<Observation> rows, SplittableRandom chance) {
    List<Observation> damaged = new ArrayList<>(rows);
    int bad = within(chance, ground);
    damaged.set(bad, times(damaged.get(bad), new BigDecimal(one(BAD, chance))));
    jump(ground, damaged, chance);
    int gap = within(chance, ground);
    damaged.subList(gap, gap + 1 + chance.nextInt(ground.longestGap())).clear();
    return damaged;
  }

  /** For one to three rows the clock is far off, or for all that follow a little ahead. */
  private static void jump(Ground ground, List<Observation> rows, SplittableRandom chance) {
    int from = within(chance, ground);
    boolean forGood = chance.nextInt(3) == 0;
    int until = forGood ? rows.size() : from + 1 + chance.nextInt(3);
    Duration by =
        forGood
            ? ground.every().multipliedBy(1 + chance.nextInt(ground.longestGap()))
            : ground.every().multipliedBy(3_600).multipliedBy(chance.nextBoolean() ? 1 : -1);
    for (int i = from; i < until; i++) {
      rows.set(i, new Observation(rows.get(i).at().plus(by), rows.get(i).value()));
    }
  }

  private static int within(SplittableRandom chance, Ground ground) {
    return ground.margin() + chance.nextInt(ground.rows().size() - 2 * ground.margin());
  }

  private static String one(List<String> words, SplittableRandom chance) {
    return words.get(chance.nextInt(words.size()));
  }

  private static Observation times(Observation row, BigDecimal factor) {
    return new Observation(row.at(), row.value().multiply(factor));
  }

  /** The middle of the best quotes, once a second, by the receiver's clock. */
  private static List<Observation> mids() throws IOException {
    TreeMap<Long, BigDecimal> seconds = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(TestData.data("crypto-l2/btcusdt_20240808.gz"))),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> line.contains("@bookTicker"))
          .forEach(
              line -> {
                int blank = line.indexOf(' ');
                JsonNode data = JSON.readTree(line.substring(blank)).path("data");
                BigDecimal both =
                    new BigDecimal(data.path("b").asString())
                        .add(new BigDecimal(data.path("a").asString()));
                seconds.put(
                    Long.parseLong(line.substring(0, blank)) / 1_000_000_000,
                    both.divide(BigDecimal.valueOf(2)));
              });
    }
    return seconds.entrySet().stream()
        .map(entry -> new Observation(Instant.ofEpochSecond(entry.getKey()), entry.getValue()))
        .toList();
  }
}
