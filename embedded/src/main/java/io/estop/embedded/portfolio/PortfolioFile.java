package io.estop.embedded.portfolio;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a portfolio: a CSV (symbol, asset_class, qty, avg_entry_price, optional bid, ask, bid_size,
 * ask_size) or the JSON that Alpaca's {@code GET /v2/positions} returns.
 */
public final class PortfolioFile {

  private static final int MAX_POSITIONS = 10_000;
  private static final long MAX_BYTES = 20_000_000;

  private PortfolioFile() {}

  /** Reads the file; throws {@link BadPortfolio} with every problem at once. */
  public static Portfolio read(Path path, AsOf asOf, long seed) {
    String file = path.toString();
    List<Problem> problems = new ArrayList<>();
    String text = text(path);
    List<Row> rows =
        text.stripLeading().startsWith("[") || file.endsWith(".json")
            ? JsonRows.read(file, text, problems)
            : CsvRows.read(file, text, problems);
    List<RowCheck.Holding> holdings = check(rows, asOf, problems);
    checkSize(file, rows, problems);
    if (!problems.isEmpty()) {
      throw new BadPortfolio(problems);
    }
    return new Portfolio(
        asOf.moment(),
        seed,
        holdings.stream().map(RowCheck.Holding::instrument).toList(),
        holdings.stream().map(RowCheck.Holding::position).toList(),
        List.of());
  }

  private static List<RowCheck.Holding> check(List<Row> rows, AsOf asOf, List<Problem> problems) {
    List<RowCheck.Holding> holdings = new ArrayList<>();
    Map<String, Row> bySymbol = new HashMap<>();
    for (Row row : rows) {
      RowCheck check = new RowCheck(row, asOf.day());
      check.holding().ifPresent(holdings::add);
      problems.addAll(check.problems());
      @Nullable Row earlier = bySymbol.putIfAbsent(row.value("symbol"), row);
      if (earlier != null) {
        problems.add(row.problem("symbol", "each symbol once; line " + earlier.line() + " has it"));
      }
    }
    return holdings;
  }

  private static void checkSize(String file, List<Row> rows, List<Problem> problems) {
    if (problems.isEmpty() && (rows.isEmpty() || rows.size() > MAX_POSITIONS)) {
      problems.add(
          new Problem(file, 1, "file", rows.size() + " positions", "1 to " + MAX_POSITIONS));
    }
  }

  private static String text(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw refused(path, Files.size(path) + " bytes", "at most " + MAX_BYTES + " bytes");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw refused(path, "other bytes", "text in UTF-8");
    } catch (IOException e) {
      throw refused(path, e.toString(), "a file that can be read");
    }
  }

  private static BadPortfolio refused(Path path, String value, String expected) {
    return new BadPortfolio(List.of(new Problem(path.toString(), 1, "file", value, expected)));
  }
}
