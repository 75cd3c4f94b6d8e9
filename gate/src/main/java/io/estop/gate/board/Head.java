package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.hold.BoardVersion;
import java.util.List;
import java.util.regex.Pattern;

/** What every text of the protocol begins with, read strictly: one form for one meaning. */
final class Head {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{1,64}");

  private Head() {}

  /**
   * Checks the first two lines.
   *
   * @throws IllegalArgumentException naming what was expected
   */
  static void check(List<String> lines, int fewest, String format, EnvironmentId environment) {
    if (lines.size() < fewest || !lines.get(0).equals(format)) {
      throw new IllegalArgumentException(
          "format must be '" + format.replace('\t', ' ') + "' but was: " + lines.get(0));
    }
    if (!lines.get(1).equals("env\t" + environment)) {
      throw new IllegalArgumentException(
          "environment must be " + environment + " but was: " + lines.get(1));
    }
  }

  /** Returns what stands behind a line's first word. */
  static String field(String line, String word) {
    if (!line.startsWith(word)
        || line.length() == word.length()
        || line.charAt(word.length()) != '\t') {
      throw new IllegalArgumentException("line must begin with " + word + " but was: " + line);
    }
    return line.substring(word.length() + 1);
  }

  static String run(String line) {
    String run = field(line, "run");
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException("run must be 1 to 64 hex digits but was: " + run);
    }
    return run;
  }

  static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "number must be 1 to 18 digits without leading zeros but was: " + text);
    }
    return Long.parseLong(text);
  }

  static BoardVersion version(String line) {
    String[] parts = field(line, "version").split("\t", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("version must be two numbers but was: " + line);
    }
    return new BoardVersion(number(parts[0]), number(parts[1]));
  }

  static String text(BoardVersion version) {
    return "version\t" + version.incarnation() + "\t" + version.epoch();
  }
}
