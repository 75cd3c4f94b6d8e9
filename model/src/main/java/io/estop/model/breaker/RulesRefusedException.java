package io.estop.model.breaker;

import java.util.List;

/** Rules that cannot be meant as they are written; says everything that is wrong at once. */
public final class RulesRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> errors;

  /**
   * @param errors one sentence each
   */
  public RulesRefusedException(List<String> errors) {
    super(String.join("; ", errors));
    this.errors = List.copyOf(errors);
  }

  /** Returns one sentence for each thing that is wrong. */
  public List<String> errors() {
    return errors;
  }
}
