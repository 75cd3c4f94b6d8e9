package io.estop.embedded.portfolio;

/** One thing wrong with a portfolio file: where, what stands there, and what should. */
public record Problem(String file, long line, String column, String value, String expected) {

  @Override
  public String toString() {
    return "%s line %d, %s: expected %s but was: %s"
        .formatted(file, line, column, expected, value.isEmpty() ? "(nothing)" : value);
  }
}
