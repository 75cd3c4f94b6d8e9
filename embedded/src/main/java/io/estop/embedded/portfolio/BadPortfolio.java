package io.estop.embedded.portfolio;

import java.util.List;
import java.util.stream.Collectors;

/** Refuses a portfolio file with everything that is wrong with it, one line each. */
public final class BadPortfolio extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  BadPortfolio(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
