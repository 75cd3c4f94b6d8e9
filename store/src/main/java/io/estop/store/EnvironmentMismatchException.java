package io.estop.store;

import io.estop.model.EnvironmentId;

/** The database belongs to another environment. */
public final class EnvironmentMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  EnvironmentMismatchException(EnvironmentId expected, String found) {
    super(
        "the database belongs to environment '"
            + found
            + "' but this process is configured for '"
            + expected
            + "': set estop.environment or spring.datasource.url to one environment");
  }
}
