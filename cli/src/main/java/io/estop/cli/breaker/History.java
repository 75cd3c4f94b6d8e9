package io.estop.cli.breaker;

import io.estop.cli.Failure;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One quantity of a CSV file with a heading, over time. Times are dates, date-times or instants;
 * what names no zone is in UTC.
 *
 * @param observations in the order of time
 * @param column that was read
 * @param isDaily whether all times are midnights
 * @param unreadable rows that had no time or no number, and were left out
 * @param outOfOrder rows whose time does not fit those around them, and were left out
 */
record History(
    List<Observation> observations,
    String column,
    boolean isDaily,
    int unreadable,
    int outOfOrder) {
  private static final List<String> TIMES = List.of("time", "timestamp", "date", "datetime", "at");
  private static final int MOST_ROWS = 10_000_000;

  /** A value at a time. */
  record Observation(Instant at, BigDecimal value) {}

  /**
   * Reads a file.
   *
   * @param inputs what can be taken; the first whose columns are there is
   * @throws Failure naming the file and what is missing in it
   */
  static History read(Path file, List<Input> inputs) {
    return opened(
        file,
        rows ->
            collect(
                file,
                rows,
                time(file, rows),
                inputs.stream()
                    .filter(one -> rows.getHeaderMap().keySet().containsAll(one.columns()))
                    .findFirst()
                    .orElseThrow(() -> missing(file, inputs, rows))));
  }

  private static Failure missing(Path file, List<Input> inputs, CSVParser rows) {
    return Failure.usage(
        file
            + " has no column "
            + inputs.stream().map(Input::name).collect(Collectors.joining(", or "))
            + " but "
            + rows.getHeaderNames());
  }

  /**
   * Returns the days that a file names, in UTC.
   *
   * @throws Failure naming the file and what is missing in it
   */
  static Set<LocalDate> days(Path file) {
    return opened(
        file,
        rows -> {
          String time = time(file, rows);
          return rows.stream()
              .filter(row -> row.isSet(time))
              .flatMap(row -> instant(row.get(time)).stream())
              .map(at -> at.atZone(ZoneOffset.UTC).toLocalDate())
              .collect(Collectors.toUnmodifiableSet());
        });
  }

  private static <T> T opened(Path file, Function<CSVParser, T> use) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows =
            CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .get()
                .parse(reader)) {
      return use.apply(rows);
    } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
      throw Failure.usage(file + " cannot be read: " + unreadable.getMessage());
    }
  }

  private static String time(Path file, CSVParser rows) {
    return TIMES.stream()
        .filter(rows.getHeaderMap()::containsKey)
        .findFirst()
        .orElseThrow(() -> Failure.usage(file + " has no column of time: one of " + TIMES));
  }

  private static History collect(Path file, Iterable<CSVRecord> rows, String time, Input input) {
    List<Observation> observations = new ArrayList<>();
    int unreadable = 0;
    for (CSVRecord row : rows) {
      if (row.getRecordNumber() > MOST_ROWS) {
        throw Failure.usage(file + " has more than " + MOST_ROWS + " rows: split it");
      }
      Optional<Observation> one = observation(row, time, input);
      unreadable += one.isEmpty() ? 1 : 0;
      one.ifPresent(observations::add);
    }
    if (observations.isEmpty()) {
      throw Failure.usage(file + " has no row with a time and a number in " + input.name());
    }
    return of(observations, input.name(), unreadable);
  }

  /** Returns rows in the order of time. */
  static History of(List<Observation> rows, String column, int unreadable) {
    List<Observation> inOrder = InOrder.of(rows);
    return new History(
        inOrder,
        column,
        inOrder.stream().allMatch(one -> one.at().getEpochSecond() % 86_400 == 0),
        unreadable,
        rows.size() - inOrder.size());
  }

  private static Optional<Observation> observation(CSVRecord row, String time, Input input) {
    if (!row.isSet(time) || !input.columns().stream().allMatch(row::isSet)) {
      return Optional.empty();
    }
    try {
      List<BigDecimal> numbers =
          input.columns().stream().map(row::get).map(BigDecimal::new).toList();
      return instant(row.get(time))
          .flatMap(at -> input.taken().apply(numbers).map(value -> new Observation(at, value)));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String text) {
    return Stream.<Function<String, Instant>>of(
            Instant::parse,
            words -> LocalDateTime.parse(words.replace(' ', 'T')).toInstant(ZoneOffset.UTC),
            words -> LocalDate.parse(words).atStartOfDay().toInstant(ZoneOffset.UTC))
        .map(parse -> parsed(parse, text.strip().toUpperCase(Locale.ROOT)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Instant> parsed(Function<String, Instant> parse, String text) {
    try {
      return Optional.of(parse.apply(text));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }
}
