package io.estop.cli.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Files beside the project and in it, found from wherever the tests run. */
final class TestData {
  private TestData() {}

  /** Returns an example of a rule file. */
  static Path rules(String file) {
    return above("config/rules").resolve(file);
  }

  /** Returns a data file; without it the test is skipped, and fails where nothing may be. */
  static Path data(String file) {
    Path found = above("shared/data");
    if (!Files.isReadable(found.resolve(file))) {
      String missing = "../shared/data/" + file + " is not beside the project";
      assertThat(System.getenv("CI")).as(missing).isNotEqualTo("true");
      return Assumptions.abort(missing);
    }
    return found.resolve(file);
  }

  private static Path above(String folder) {
    for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(folder))) {
        return at.resolve(folder);
      }
    }
    return Path.of(folder);
  }
}
