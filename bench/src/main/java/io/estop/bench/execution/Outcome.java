package io.estop.bench.execution;

import io.estop.model.liquidation.schedule.Pace;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.liquidation.schedule.Schedules;
import io.estop.model.liquidation.schedule.Tranche;
import io.estop.model.trading.Quote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What each strategy got out of the same books of one scenario. */
final class Outcome {
  private static final double BASIS_POINTS = 1e4;

  /** Before the deadline, when everything is due. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Scenario scenario;
  private final double lambda;
  private final Schedule schedule;
  private final double notional;
  private final List<Run> dump;
  private final List<Run> equal;
  private final List<Run> ours;
  private final List<Run> optimum;

  private Outcome(Scenario scenario, int books) {
    this.scenario = scenario;
    this.lambda = scenario.lambda();
    this.schedule = scenario.schedule();
    this.notional =
        scenario.frame().total().doubleValue() * scenario.markets().apply(0).mid() / BASIS_POINTS;
    this.dump = runs(books, fixed(Schedules.atOnce(scenario.frame())));
    this.equal = runs(books, fixed(Schedules.twap(scenario.frame())));
    this.ours = runs(books, this::ours);
    this.optimum = runs(books, fixed(best()));
  }

  /** Runs every strategy over that many books, or as many as there are. */
  static Outcome of(Scenario scenario, int books) {
    return new Outcome(scenario, Math.min(books, scenario.books()));
  }

  private List<Run> runs(int books, Function<Market, Strategy> strategy) {
    List<Run> runs = new ArrayList<>();
    for (int number = 0; number < books; number++) {
      Market market = scenario.markets().apply(number);
      runs.add(Run.of(scenario, market, strategy.apply(market)));
    }
    return runs;
  }

  private static Function<Market, Strategy> fixed(Schedule schedule) {
    return market -> new Fixed(schedule, market.side());
  }

  private Strategy ours(Market market) {
    Quote arrival = market.quote();
    Pace pace =
        new Pace(schedule, market.side(), Optional.of(arrival.mid()), scenario.impact(), CLOSING);
    return new Ours(pace, scenario.instrument(), arrival);
  }

  /** Of the product's grid and the one of equal parts, whichever is better. */
  private Schedule best() {
    if (Double.isInfinite(scenario.impact().resilience())) {
      return Optimum.linear(scenario.frame(), scenario.impact(), lambda);
    }
    Schedule same = best(schedule);
    Schedule even = best(Schedules.twap(scenario.frame()));
    return Optimum.cost(same, scenario.impact(), lambda)
            <= Optimum.cost(even, scenario.impact(), lambda)
        ? same
        : even;
  }

  private Schedule best(Schedule grid) {
    List<Duration> times = grid.tranches().stream().map(Tranche::at).toList();
    return Optimum.block(scenario.frame(), scenario.impact(), lambda, times);
  }

  Scenario scenario() {
    return scenario;
  }

  Schedule schedule() {
    return schedule;
  }

  List<Run> dump() {
    return dump;
  }

  List<Run> equal() {
    return equal;
  }

  List<Run> ours() {
    return ours;
  }

  List<Run> optimum() {
    return optimum;
  }

  /** Returns the cost in basis points of the arrival's notional. */
  Series cost(List<Run> runs) {
    return series(runs, run -> run.cost() / notional);
  }

  /** Returns what has the mean E + lambda V, in the same unit. */
  Series riskAdjusted(List<Run> runs) {
    return series(runs, Run::cost).riskAdjusted(lambda).map(cost -> cost / notional);
  }

  Series riskSeconds(List<Run> runs) {
    return series(runs, Run::riskSeconds);
  }

  static Series series(List<Run> runs, ToDoubleFunction<Run> value) {
    return new Series(runs.stream().mapToDouble(value).toArray());
  }
}
