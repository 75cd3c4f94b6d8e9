package io.estop.bench.breaker;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.bench.stops.FrontDoor;
import io.estop.bench.stops.Settling;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.model.EnvironmentId;
import io.estop.store.Database;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures watching on one stack. */
final class BreakerBench {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int RELEASE_EVERY = 50;
  private static final long TICK_BELOW_MILLIS = 100;
  private static final int TOO_MANY = 429;
  private static final int RULES_OF_A_FILE = 500;
  private static final String TRIPS =
      """
        - {name: r%1$d, metric: spread, trip: 5, confirmations: 1, scope: "symbol:%2$s", owner: b,
           rationale: b}
      """;
  private static final String CALM =
      "  - {name: calm, metric: api_response_time, trip: 99999, owner: b, rationale: b}\n";

  /** Memory that still grows after half of a flood would grow with the next one. */
  private static final String GROWTH = "1.1";

  /** As configured where nobody says otherwise: one each ten seconds. */
  private static final int TICKS_OF_A_RUN = 60;

  private static final long TICKS_OF_A_DAY = 8_640;
  private static final long MOST_EVENTS = 4_096;

  private final BreakerPlan plan;
  private final Clock clock;
  private final PrintStream out;
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();
  private long ids;

  BreakerBench(BreakerPlan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  BenchReport run() {
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    StackOptions options =
        StackOptions.defaults()
            .withEnvironment("bench")
            .withPaperSetting("paper.movement", "0")
            .withSetting("estop.breaker.rules", rules())
            .withProgress(this::says);
    try (Stack stack = Stack.start(options);
        RedisClient redis =
            RedisClient.create(RedisURI.create("127.0.0.1", stack.redis().port()))) {
      facts.put("temporal", stack.temporal().facts().kind());
      FrontDoor door = new FrontDoor(stack.console(), stack.tokens().presser().token());
      ticks(stack);
      day(stack);
      flood(stack, door);
      trips(stack, redis, door, new Settling(stack, redis, clock));
    }
    return new BenchReport("breaker", facts, figures, bounds);
  }

  /** One rule for each trip: an episode presses once, and a scope is stopped once. */
  private String rules() {
    List<Path> files = new ArrayList<>();
    for (int from = 0; from < trips(); from += RULES_OF_A_FILE) {
      files.add(
          file(
              IntStream.range(from, Math.min(trips(), from + RULES_OF_A_FILE))
                  .mapToObj(i -> TRIPS.formatted(i, symbol(i)))));
    }
    files.add(file(Stream.of(CALM)));
    return files.stream().map(Path::toString).collect(Collectors.joining(","));
  }

  private static Path file(Stream<String> rules) {
    try {
      return Files.writeString(
          Files.createTempFile("estop-bench-rules", ".yml"),
          rules.collect(Collectors.joining("", "rules:\n", "")));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private int trips() {
    return plan.trips() + BreakerPlan.WARM_UP;
  }

  private static String symbol(int i) {
    return "T%04d".formatted(i);
  }

  private void trips(Stack stack, RedisClient redis, FrontDoor door, Settling settling) {
    List<Long> tripped = new ArrayList<>();
    List<Long> noOps = new ArrayList<>();
    List<String> unreleased = new ArrayList<>();
    long faults = 0;
    try (Denied denied = new Denied(stack, redis)) {
      for (int i = 0; i < trips(); i++) {
        String symbol = symbol(i);
        String body = batch(List.of(reading("spread", symbol, "9", "ratio")));
        denied.expect(symbol);
        long noOp = System.nanoTime();
        door.post("/api/v1/ping", body);
        long noOpTook = System.nanoTime() - noOp;
        long began = System.nanoTime();
        JsonNode answer = JSON.readTree(door.post("/api/v1/readings", body).body());
        long took = denied.at() - began;
        JsonNode trip = answer.at("/trips/0");
        faults += trip.path("answer").asString("").equals("ACCEPTED") ? 0 : 1;
        if (i >= BreakerPlan.WARM_UP) {
          tripped.add(took / 1_000);
          noOps.add(noOpTook / 1_000);
        }
        String stopId = trip.path("stopId").asString("");
        settling.close(stopId);
        unreleased.add(stopId);
        if (unreleased.size() == RELEASE_EVERY) {
          settling.release(List.copyOf(unreleased));
          unreleased.clear();
          says(i + 1 + " trips");
        }
      }
    }
    figures.add(
        new Figure(
            "postedReadingToHaltedMicros",
            "posted reading to halted gate us",
            Samples.of(tripped),
            Samples.of(noOps)));
    bounds.add(
        Bound.ratio(
            "posted reading p50 ratio to no-op",
            BigDecimal.valueOf(Samples.of(tripped).median())
                .divide(BigDecimal.valueOf(Samples.of(noOps).median()), 2, RoundingMode.HALF_EVEN),
            "2"));
    bounds.add(Bound.atMost("trips not ACCEPTED", faults, 0));
  }

  private void ticks(Stack stack) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(stack.database().url());
    source.setUser(EmbeddedDatabase.USER);
    Database database = new Database(source, EnvironmentId.parse(stack.environment()));
    says(plan.rules() + " rules on each of " + plan.scopes() + " scopes");
    Samples ticks = Samples.of(new Ticks(plan, database, clock).run());
    figures.add(new Figure("tickMicros", "tick of one scope us", ticks, null));
    bounds.add(Bound.below("tick p50 ms", ticks.median() / 1_000, TICK_BELOW_MILLIS));
    database.jdbc().sql("delete from breaker where scope like 'strategy:bench-%'").update();
  }

  /** How much a breaker writes in a day at its usual interval, from one whole run of it. */
  private void day(Stack stack) {
    says("one run of " + TICKS_OF_A_RUN + " ticks");
    OneRun run = OneRun.of(stack, "symbol:" + symbol(0), TICKS_OF_A_RUN);
    facts.put("eventsOfARun", run.events());
    facts.put("kilobytesOfARun", run.bytes() / 1024);
    facts.put("ticksOfARun", TICKS_OF_A_RUN);
    facts.put("eventsADay", run.events() * TICKS_OF_A_DAY / TICKS_OF_A_RUN);
    facts.put("kilobytesADay", run.bytes() * TICKS_OF_A_DAY / TICKS_OF_A_RUN / 1024);
    bounds.add(Bound.atMost("events of a run", run.events(), MOST_EVENTS));
  }

  private void flood(Stack stack, FrontDoor door) {
    long began = System.nanoTime();
    long taken = post(door, plan.readings() / 2);
    long half = resident(stack);
    taken += post(door, plan.readings() - plan.readings() / 2);
    long millis = (System.nanoTime() - began) / 1_000_000;
    long whole = resident(stack);
    facts.put("postedReadings", plan.readings());
    facts.put("postedMillis", millis);
    facts.put("starterResidentAfterHalfKb", half);
    facts.put("starterResidentAfterAllKb", whole);
    if (half > 0) {
      bounds.add(
          Bound.ratio(
              "memory, whole flood to half",
              BigDecimal.valueOf(whole).divide(BigDecimal.valueOf(half), 2, RoundingMode.HALF_EVEN),
              GROWTH));
    }
    says(plan.readings() + " readings posted in " + millis + " ms, " + taken + " taken");
    bounds.add(Bound.atMost("readings lost", plan.readings() - taken, 0));
    bounds.add(Bound.below("ms for 100,000 readings", millis * 100_000 / plan.readings(), 60_000));
  }

  private long post(FrontDoor door, int readings) {
    long taken = 0;
    for (int sent = 0; sent < readings; sent += BreakerPlan.BATCH) {
      taken += posted(door);
    }
    return taken;
  }

  /** Posts a batch until it is taken, as a sender does that is told to wait. */
  private long posted(FrontDoor door) {
    List<Map<String, String>> batch = new ArrayList<>();
    for (int i = 0; i < BreakerPlan.BATCH; i++) {
      batch.add(reading("api_response_time", "venue-" + i % 100, "12", "milliseconds"));
    }
    String body = batch(batch);
    FrontDoor.Call answer = door.post("/api/v1/readings", body);
    while (answer.status() == TOO_MANY) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      answer = door.post("/api/v1/readings", body);
    }
    return JSON.readTree(answer.body()).path("taken").asLong(0);
  }

  private static long resident(Stack stack) {
    try {
      return Files.readAllLines(Path.of("/proc/" + stack.starter().pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException elsewhere) {
      // No Linux: the figure is left out.
      return 0;
    }
  }

  private Map<String, String> reading(String metric, String subject, String value, String unit) {
    return Map.of(
        "id", "b" + ids++,
        "metric", metric,
        "subject", subject,
        "value", value,
        "unit", unit,
        "at", Instant.now(clock).toString());
  }

  private static String batch(List<Map<String, String>> readings) {
    return JSON.writeValueAsString(Map.of("readings", readings));
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
