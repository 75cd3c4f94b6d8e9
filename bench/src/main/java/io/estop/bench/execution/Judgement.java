package io.estop.bench.execution;

import io.estop.bench.execution.Scenario.Kind;
import io.estop.bench.report.Bound;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Holds a scenario's outcome against what is promised. */
final class Judgement {
  private static final String OPTIMUM = "1.05";
  private static final String HASTE = "0.7";

  /** Where kappa x T is below, even the optimum takes its time. */
  private static final double HASTE_PAYS = 2.4;

  private static final int SCALE = 3;

  private final Outcome outcome;
  private final Kind kind;
  private final List<Bound> bounds = new ArrayList<>();

  private Judgement(Outcome outcome) {
    this.outcome = outcome;
    this.kind = outcome.scenario().kind();
  }

  static List<Bound> of(Outcome outcome) {
    Judgement judgement = new Judgement(outcome);
    judgement.judge();
    return List.copyOf(judgement.bounds);
  }

  private void judge() {
    Series adjusted = outcome.riskAdjusted(outcome.ours());
    if (kind == Kind.MODEL) {
      add("E+lV / optimum", adjusted, outcome.riskAdjusted(outcome.optimum()), OPTIMUM);
    }
    add("E+lV / equal parts", adjusted, outcome.riskAdjusted(outcome.equal()), "1");
    Series cost = outcome.cost(outcome.ours());
    if (kind == Kind.FALLING) {
      add("cost / equal parts", cost, outcome.cost(outcome.equal()), "1");
      bounds.add(goneInTime());
    } else {
      add("cost / dump", cost, outcome.cost(outcome.dump()), "1");
    }
    Series risk = outcome.riskSeconds(outcome.ours());
    if (outcome.scenario().urgency() >= HASTE_PAYS) {
      add("risk time / equal parts", risk, outcome.riskSeconds(outcome.equal()), HASTE);
    } else {
      add("risk time / optimum", risk, outcome.riskSeconds(outcome.optimum()), OPTIMUM);
    }
  }

  private void add(String name, Series ours, Series other, String most) {
    double ratio = ours.ratioAtMost(other, kind != Kind.RECORDED);
    // Rounded up: a bound that holds on paper holds in fact.
    BigDecimal value = BigDecimal.valueOf(ratio).setScale(SCALE, RoundingMode.UP);
    boolean holds = other.mean() > 0 && value.compareTo(new BigDecimal(most)) <= 0;
    bounds.add(new Bound(named(name), value, "<= " + most, holds, false));
  }

  private Bound goneInTime() {
    long longest =
        outcome.ours().stream()
            .mapToLong(run -> run.endedAt() - run.passedAt())
            .max()
            .orElseThrow();
    long refill = outcome.scenario().impact().refillTime().toSeconds();
    return Bound.atMost(named("2 sigma to gone, s"), Math.max(0, longest), refill);
  }

  private String named(String what) {
    return outcome.scenario().name() + ": " + what;
  }
}
