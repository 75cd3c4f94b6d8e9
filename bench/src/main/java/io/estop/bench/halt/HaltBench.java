package io.estop.bench.halt;

import io.estop.bench.process.OwnClassPath;
import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.bench.stops.FrontDoor;
import io.estop.bench.stops.Settling;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.process.Warden;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the halt under each condition, on one stack. */
final class HaltBench {
  private static final long FIRST_BELOW_MILLIS = 100;
  private static final int RACES = 5;

  private final HaltPlan plan;
  private final Clock clock;
  private final PrintStream out;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();

  HaltBench(HaltPlan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  BenchReport run() {
    introduce();
    try (Stack stack = Stack.start(options());
        Warden warden = Warden.start(stack.folder());
        RawRedis redis = new RawRedis(stack)) {
      facts.put("temporal", stack.temporal().facts().kind());
      String classPath = OwnClassPath.in(stack.folder());
      FrontDoor door = new FrontDoor(stack.console(), stack.tokens().presser().token());
      Settling settling = new Settling(stack, redis.client(), clock);
      try (Hosts hosts =
          Hosts.start(stack, warden, classPath, plan.components(), plan.processes())) {
        Rounds rounds = new Rounds(hosts, door, redis, plan.components());
        measureAll(stack, new Bench(hosts, rounds, door, redis, settling));
        correctness(rounds.faults());
      }
      if (plan.acknowledging() > 0) {
        race(stack, warden, classPath, new Doors(door, redis, settling));
      }
    }
    return new BenchReport("halt", facts, figures, bounds);
  }

  private record Bench(
      Hosts hosts, Rounds rounds, FrontDoor door, RawRedis redis, Settling settling) {}

  private record Doors(FrontDoor door, RawRedis redis, Settling settling) {}

  private void measureAll(Stack stack, Bench bench) {
    long shortest = bench.hosts().checkClocks();
    says("one monotonic clock in all processes; shortest question and answer " + shortest + " ns");
    facts.put("clockRoundTripNanos", shortest);
    first(stack, bench);
    usual(bench);
    if (plan.pressesLiquidating() > 0) {
      liquidating(stack, bench);
    }
    if (plan.pressesWithoutTemporal() > 0) {
      withoutTemporal(stack, bench);
    }
    facts.put("valueBytes", bench.redis().valueBytes());
  }

  /** The client is warm, the starter has answered nobody but the health probe. */
  private void first(Stack stack, Bench bench) {
    bench.door().warmUpAgainst(stack.paperService().address());
    Measured.Sample first = bench.rounds().measure();
    bench.settling().close(bench.rounds().lastStop());
    says("first press after start: last denial after " + first.press() + " us");
    figures.add(
        new Figure(
            "firstPressToLastDenialMicros",
            "first press to last denial us",
            Samples.of(List.of(first.press())),
            null));
    bounds.add(Bound.below("first press ms", (first.press() + 999) / 1000, FIRST_BELOW_MILLIS));
  }

  private void usual(Bench bench) {
    for (int i = 0; i < plan.warmUp(); i++) {
      bench.rounds().measure();
      settle(bench);
    }
    Measured measured = new Measured("usual");
    while (measured.size() < plan.presses()) {
      measured.add(bench.rounds().measure());
      settle(bench);
      tellProgress(measured, plan.presses());
    }
    finish(bench, measured);
  }

  private void liquidating(Stack stack, Bench bench) {
    Liquidation liquidation = new Liquidation(stack, plan.positions(), clock);
    Measured measured = new Measured("liquidating");
    while (measured.size() < plan.pressesLiquidating()) {
      liquidation.begin();
      while (measured.size() < plan.pressesLiquidating() && !liquidation.isOver()) {
        Measured.Sample sample = bench.rounds().measure();
        // Only what ended while the book was still being liquidated counts.
        if (!liquidation.isOver()) {
          measured.add(sample);
        }
      }
      says(measured.size() + " presses while " + liquidation.stopId() + " was liquidating");
      liquidation.awaitEnd();
      bench.settling().close(liquidation.stopId());
      bench.settling().release(List.of(liquidation.stopId()));
    }
    bench.rounds().unreleased().forEach(bench.settling()::close);
    finish(bench, measured);
  }

  private void withoutTemporal(Stack stack, Bench bench) {
    stack.temporal().kill();
    Measured measured = new Measured("withoutTemporal");
    while (measured.size() < plan.pressesWithoutTemporal()) {
      measured.add(bench.rounds().measure());
      tellProgress(measured, plan.pressesWithoutTemporal());
      if (bench.rounds().unreleased().size() >= HaltPlan.RELEASE_EVERY) {
        release(bench);
      }
    }
    finish(bench, measured);
    stack.temporal().restart();
  }

  private void settle(Bench bench) {
    bench.settling().close(bench.rounds().lastStop());
    if (bench.rounds().unreleased().size() >= HaltPlan.RELEASE_EVERY) {
      release(bench);
    }
  }

  private void release(Bench bench) {
    bench.settling().release(List.copyOf(bench.rounds().unreleased()));
    bench.rounds().unreleased().clear();
  }

  private void finish(Bench bench, Measured measured) {
    if (!bench.rounds().unreleased().isEmpty()) {
      release(bench);
    }
    figures.addAll(measured.figures());
    bounds.addAll(measured.bounds());
  }

  private void race(Stack stack, Warden warden, String classPath, Doors doors) {
    AcknowledgementRace race = new AcknowledgementRace(doors.settling().board(), doors.door());
    int gates = plan.acknowledging();
    try (Hosts hosts = Hosts.start(stack, warden, classPath, gates, plan.processes())) {
      List<String> stops = new ArrayList<>();
      for (int i = 0; i < RACES; i++) {
        String symbol = "A%03d".formatted(i);
        hosts.expectRaw(symbol);
        long began = doors.redis().publish(symbol);
        long raw = (hosts.heard().nanos() - began) / 1000;
        race.run("race-" + symbol, "symbol:" + symbol, gates, raw);
        stops.add("race-" + symbol);
        doors.settling().close("race-" + symbol);
      }
      doors.settling().release(stops);
    }
    figures.addAll(race.figures());
    bounds.addAll(race.bounds());
  }

  private void correctness(Rounds.Faults faults) {
    faults.otherAnswers().forEach(answer -> says("not ACCEPTED: " + answer));
    bounds.add(Bound.atMost("gates not open before a press", faults.notAllowedBefore, 0));
    bounds.add(Bound.atMost("gates that never denied", faults.neverDenied, 0));
    bounds.add(Bound.atMost("denials for another reason", faults.deniedOtherwise, 0));
    bounds.add(Bound.atMost("presses not ACCEPTED", faults.notAccepted, 0));
    bounds.add(Bound.atMost("no-ops not answered 204", faults.noOpNotAnswered, 0));
  }

  private void introduce() {
    int cores = Runtime.getRuntime().availableProcessors();
    says(
        "bench halt on %d cores, load average before it %s; %d gates in %d processes"
            .formatted(cores, loadBefore, plan.components(), plan.processes()));
    says(
        "each round: raw publish, no-op POST, press; outside the measured time the stop comes to"
            + " hold and is closed, and every "
            + HaltPlan.RELEASE_EVERY
            + " presses their holds are released (while a book is liquidated and without Temporal:"
            + " the next round begins when the press is answered)");
    says(
        "a peer that polls every 10 s (Hummingbot's kill switch, measured elsewhere) trips after"
            + " 4,750 ms on average, 9,430 ms at p95");
    facts.put("cores", cores);
    facts.put("loadAverageBefore", loadBefore);
    facts.put("components", plan.components());
    facts.put("processes", plan.processes());
    facts.put("positions", plan.positions());
    facts.put("pollingPeerMillis", Map.of("mean", 4750, "p95", 9430));
  }

  private StackOptions options() {
    StackOptions options =
        StackOptions.defaults()
            .withEnvironment("bench")
            .withSetting("estop.venues[0].parallelism", "16")
            .withSetting("estop.liquidation.parallelism", "16")
            .withPaperSetting("paper.movement", "0")
            .withProgress(this::says);
    for (int i = 0; i < plan.components(); i++) {
      options = options.withSetting("estop.components[" + i + "].name", "bench-" + i);
    }
    return options;
  }

  private void tellProgress(Measured measured, int of) {
    if (measured.size() % 250 == 0) {
      says(measured.size() + " of " + of + " presses");
    }
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
