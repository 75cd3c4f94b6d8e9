package io.estop.model.liquidation.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses how many tranches there are and how far apart. Their number and spacing against the time
 * that the book needs to refill matter more than their sizes: in Obizhaeva and Wang's example
 * eleven parts cost 7 % less than five, and the best five 1 % less than five equal ones.
 */
final class Spacing {
  /** From one refill to as wide as the horizon allows, in so many steps of equal ratio. */
  private static final int STEPS = 8;

  /** An order and its answer take their time; closer tranches would be one. */
  private static final double SHORTEST_MILLIS = 1000;

  /** A tranche costs requests: one more must save this share of the risk-adjusted cost. */
  private static final double WORTH_IT = 0.002;

  private final Frame frame;
  private final Impact impact;
  private final double lambda;

  Spacing(Frame frame, Impact impact, double lambda) {
    this.frame = frame;
    this.impact = impact;
    this.lambda = lambda;
  }

  private record Plan(Schedule schedule, double cost) {}

  Schedule best() {
    List<Plan> bestOfEachNumber = new ArrayList<>();
    bestOfEachNumber.add(plan(1, 0));
    for (int tranches = 2; tranches <= frame.maxTranches(); tranches++) {
      bestOfEachNumber.add(best(tranches));
    }
    double least = bestOfEachNumber.stream().mapToDouble(Plan::cost).min().orElseThrow();
    return bestOfEachNumber.stream()
        .filter(plan -> plan.cost() <= least * (1 + WORTH_IT))
        .findFirst()
        .orElseThrow()
        .schedule();
  }

  private Plan best(int tranches) {
    int most = frame.maxTranches();
    // However few there are, the last may wait for as long as the last of the most.
    double latest = (double) frame.horizon().toMillis() * (most - 1) / most;
    double widest = latest / (tranches - 1);
    double refill = Math.max(impact.refillTime().toMillis(), SHORTEST_MILLIS);
    // A book that carries nothing over has no refill time: its parts stand at the starts of equal
    // intervals, as in Almgren and Chriss.
    double closest = Double.isInfinite(impact.resilience()) ? widest : Math.min(refill, widest);
    List<Plan> plans = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double millis = closest * Math.pow(widest / closest, (double) step / STEPS);
      plans.add(plan(tranches, millis));
    }
    return plans.stream().min(Comparator.comparingDouble(Plan::cost)).orElseThrow();
  }

  private Plan plan(int tranches, double millis) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < tranches; i++) {
      times.add(Duration.ofMillis((long) (millis * i)));
    }
    double[] shares = new Grid(impact, times).best(lambda);
    Schedule schedule = new Cutting(frame).cut(times, shares);
    return new Plan(schedule, ExpectedCost.of(schedule, impact).riskAdjusted(lambda));
  }
}
