package io.estop.embedded.portfolio;

import java.util.Map;

/** One line of a portfolio file: its values by column name, absent ones left out. */
record Row(String file, long line, Map<String, String> values) {

  Row {
    values = Map.copyOf(values);
  }

  String value(String column) {
    return values.getOrDefault(column, "").strip();
  }

  boolean has(String column) {
    return !value(column).isEmpty();
  }

  Problem problem(String column, String expected) {
    return new Problem(file, line, column, value(column), expected);
  }
}
