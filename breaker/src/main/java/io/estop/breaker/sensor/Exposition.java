package io.estop.breaker.sensor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the Prometheus text format 0.0.4 and of OpenMetrics 1.0: name, labels, value and perhaps
 * a time (milliseconds in the one, seconds in the other) and an exemplar, which is left out.
 */
final class Exposition {
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*?)\\})?[ \\t]+(\\S+)(?:[ \\t]+(-?[0-9.eE+]+))?(?:[ \\t]+#.*)?");
  private static final Pattern LABEL =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:,|$)");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
  private static final int MOST_LINES = 100_000;
  private static final int LONGEST_LINE = 8_192;

  private Exposition() {}

  /**
   * Reads a text.
   *
   * @param openMetrics whether times are in seconds
   * @param wanted what the names of interest begin with, so that others cost nothing
   * @return why not all could be read; empty where nothing is wrong
   */
  static Optional<String> read(
      String text, boolean openMetrics, Set<String> wanted, Consumer<Sample> to) {
    int number = 0;
    Optional<String> trouble = Optional.empty();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (++number > MOST_LINES) {
        return Optional.of("more than " + MOST_LINES + " lines");
      }
      if (!line.isBlank() && line.charAt(0) != '#' && isWanted(line, wanted)) {
        Optional<Sample> sample = sample(line, openMetrics);
        sample.ifPresent(to);
        if (sample.isEmpty() && trouble.isEmpty()) {
          trouble = Optional.of("line " + number + " cannot be read");
        }
      }
    }
    return trouble;
  }

  private static boolean isWanted(String line, Set<String> wanted) {
    int end = 0;
    while (end < line.length() && line.charAt(end) != '{' && line.charAt(end) > ' ') {
      end++;
    }
    return wanted.contains(line.substring(0, end));
  }

  private static Optional<Sample> sample(String line, boolean openMetrics) {
    Matcher parts = LINE.matcher(line);
    if (line.length() > LONGEST_LINE || !parts.matches()) {
      return Optional.empty();
    }
    Optional<Map<String, String>> labels = labels(parts.group(2) == null ? "" : parts.group(2));
    Optional<Instant> at =
        Optional.ofNullable(parts.group(4))
            .flatMap(Numbers::exact)
            .map(time -> openMetrics ? time.movePointRight(3) : time)
            .map(BigDecimal::longValue)
            .map(Instant::ofEpochMilli);
    return labels.map(
        known -> new Sample(parts.group(1), known, Numbers.exact(parts.group(3)), at));
  }

  private static Optional<Map<String, String>> labels(String text) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(text);
    int read = 0;
    while (read < text.length() && label.find(read) && label.start() == read) {
      labels.put(label.group(1), unescaped(label.group(2)));
      read = label.end();
    }
    return read == text.length() ? Optional.of(labels) : Optional.empty();
  }

  private static String unescaped(String value) {
    return ESCAPED
        .matcher(value)
        .replaceAll(
            one -> Matcher.quoteReplacement(one.group(1).equals("n") ? "\n" : one.group(1)));
  }
}
