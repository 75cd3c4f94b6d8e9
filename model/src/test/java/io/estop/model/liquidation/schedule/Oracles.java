package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The reference tables beside the project, in ../shared/data/oracles from its root. */
final class Oracles {
  private Oracles() {}

  /** Returns the rows of that table, each by column. */
  static List<Map<String, String>> rows(String file) throws IOException {
    @Nullable Path table = null;
    for (Path at = Path.of("").toAbsolutePath(); at != null && table == null; at = at.getParent()) {
      Path candidate = at.resolve("shared/data/oracles").resolve(file);
      table = Files.isReadable(candidate) ? candidate : null;
    }
    if (table == null) {
      String missing = "../shared/data/oracles/" + file + " is not beside the project";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      return Assumptions.abort(missing);
    }
    List<String> lines = Files.readAllLines(table);
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
