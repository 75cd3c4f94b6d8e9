package io.estop.venues;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Greeks;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Real option chains beside the project, in ../shared/data/options from its root. */
final class Chain {
  private static final double LEAST_VOLATILITY = 0.0001;

  private Chain() {}

  /**
   * A line of a chain.
   *
   * @param greeks the chain's own; empty where it has none, which it writes as 0
   */
  record Row(
      LocalDate day,
      OptionContract option,
      double close,
      double underlying,
      Optional<Greeks> greeks) {
    Instant at() {
      return day.atTime(16, 0).atZone(ZoneId.of("America/New_York")).toInstant();
    }

    double worthNow() {
      double over = underlying - option.strike().doubleValue();
      return Math.max(0, option.right() == Right.CALL ? over : -over);
    }
  }

  static List<Row> rows(String file, String root, LocalDate day) {
    List<Row> rows = new ArrayList<>();
    double underlying = 0;
    for (String line : lines(file)) {
      String[] cells = line.split(",", -1);
      if (line.startsWith("#")) {
        continue;
      }
      double close = Double.parseDouble(cells[6]);
      if (cells[0].isEmpty()) {
        underlying = close;
      } else {
        OptionContract option =
            new OptionContract(
                root,
                LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE),
                cells[2].equals("C") ? Right.CALL : Right.PUT,
                new BigDecimal(cells[1]));
        rows.add(new Row(day, option, close, underlying, greeks(cells)));
      }
    }
    return rows;
  }

  private static Optional<Greeks> greeks(String[] cells) {
    double volatility = Double.parseDouble(cells[9]);
    double gamma = Double.parseDouble(cells[11]);
    return volatility < LEAST_VOLATILITY || gamma == 0
        ? Optional.empty()
        : Greeks.ifSound(
            Double.parseDouble(cells[10]),
            gamma,
            Double.parseDouble(cells[13]),
            Double.parseDouble(cells[12]),
            volatility);
  }

  private static List<String> lines(String file) {
    @Nullable Path table = null;
    for (Path at = Path.of("").toAbsolutePath(); at != null && table == null; at = at.getParent()) {
      Path candidate = at.resolve("shared/data/options").resolve(file);
      table = Files.isReadable(candidate) ? candidate : null;
    }
    if (table == null) {
      String missing = "../shared/data/options/" + file + " is not beside the project";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      return Assumptions.abort(missing);
    }
    try {
      return Files.readAllLines(table);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
