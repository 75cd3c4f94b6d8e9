package io.estop.store.plan;

import io.estop.model.liquidation.schedule.Impact;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** An impact as a row keeps it: volatility, half spread, density, permanent share, resilience. */
final class ImpactText {
  private static final int FIGURES = 5;

  private ImpactText() {}

  static String of(Impact impact) {
    return DoubleStream.of(
            impact.volatility(),
            impact.halfSpread(),
            impact.density(),
            impact.permanent(),
            impact.resilience())
        .mapToObj(Double::toString)
        .collect(Collectors.joining(" "));
  }

  static Impact parse(String text) {
    List<Double> figures = Stream.of(text.split(" ", -1)).map(Double::valueOf).toList();
    if (figures.size() != FIGURES) {
      throw new IllegalArgumentException("an impact has five figures but was: " + text);
    }
    return new Impact(
        figures.get(0), figures.get(1), figures.get(2), figures.get(3), figures.get(4));
  }
}
