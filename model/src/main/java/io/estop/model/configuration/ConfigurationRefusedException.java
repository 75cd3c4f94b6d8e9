package io.estop.model.configuration;

import java.util.List;

/** A configuration that cannot be meant as it is written; says everything that is wrong at once. */
public final class ConfigurationRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> errors;

  /**
   * @param errors one sentence each: key, value, bound, where it was said
   */
  public ConfigurationRefusedException(List<String> errors) {
    super(String.join("\n", errors));
    this.errors = List.copyOf(errors);
  }

  /** Returns one sentence for each thing that is wrong. */
  public List<String> errors() {
    return errors;
  }
}
