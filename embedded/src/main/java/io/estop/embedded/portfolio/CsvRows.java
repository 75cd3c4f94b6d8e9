package io.estop.embedded.portfolio;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Reads a CSV whose first line names the columns; lines that begin with # are comments. */
final class CsvRows {

  private static final List<String> REQUIRED =
      List.of("symbol", "asset_class", "qty", "avg_entry_price");
  private static final List<String> OPTIONAL = List.of("bid", "ask", "bid_size", "ask_size");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .setCommentMarker('#')
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .setAllowMissingColumnNames(true)
          .get();

  private CsvRows() {}

  static List<Row> read(String file, String text, List<Problem> problems) {
    List<Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      List<String> columns = parser.getHeaderNames();
      checkHeader(file, columns, problems);
      if (problems.isEmpty()) {
        parser.forEach(record -> read(new Place(file, parser), record, rows, problems));
      }
      return rows;
    } catch (CSVException | UncheckedIOException e) {
      problems.add(new Problem(file, 0, "text", String.valueOf(e.getMessage()), "CSV"));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static void checkHeader(String file, List<String> columns, List<Problem> problems) {
    Set<String> missing = new TreeSet<>(REQUIRED);
    columns.forEach(missing::remove);
    if (!missing.isEmpty()) {
      problems.add(
          new Problem(
              file, 1, "header", String.join(",", columns), "the columns " + missing + " as well"));
    }
    Set<String> seen = new TreeSet<>();
    columns.stream()
        .filter(column -> !isKnown(column) || !seen.add(column))
        .map(column -> new Problem(file, 1, "header", column, "only " + known() + ", each once"))
        .forEach(problems::add);
  }

  private static void read(Place place, CSVRecord record, List<Row> rows, List<Problem> problems) {
    long line = place.parser().getCurrentLineNumber();
    if (record.isConsistent()) {
      rows.add(new Row(place.file(), line, record.toMap()));
      return;
    }
    String expected = place.parser().getHeaderNames().size() + " values, as the header has";
    problems.add(new Problem(place.file(), line, "line", record.size() + " values", expected));
  }

  private static boolean isKnown(String column) {
    return REQUIRED.contains(column) || OPTIONAL.contains(column);
  }

  private static String known() {
    return String.join(", ", REQUIRED) + ", " + String.join(", ", OPTIONAL);
  }

  private record Place(String file, CSVParser parser) {}
}
