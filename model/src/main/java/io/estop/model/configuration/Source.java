package io.estop.model.configuration;

/**
 * Where a value comes from; of two the one of the later kind counts.
 *
 * @param kind of place
 * @param name of the place: a file, a variable, a version; empty for the default
 */
public record Source(Kind kind, String name) {
  /** The specification's own value. */
  public static final Source STANDARD = new Source(Kind.STANDARD, "");

  /** In the order in which they win. */
  public enum Kind {
    STANDARD,
    FILE,
    ENVIRONMENT,
    /** Proposed by one person and approved by another while the system ran. */
    APPROVED
  }

  /** Returns the place as people read it. */
  @Override
  public String toString() {
    return switch (kind) {
      case STANDARD -> "default";
      case FILE -> "file " + name;
      case ENVIRONMENT -> "variable " + name;
      case APPROVED -> "version " + name;
    };
  }
}
