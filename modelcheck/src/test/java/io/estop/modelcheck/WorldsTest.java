package io.estop.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.modelcheck.world.Explorer;
import io.estop.modelcheck.world.Explorer.Result;
import io.estop.modelcheck.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With all rules no small world breaks a law; each of these is visited to its end. */
final class WorldsTest {
  private static final int MOST_STATES = 3_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stops=1 releases=1 quiet",
        "stops=1 restarts=1 prompt quiet",
        "stops=1 faults=1 prompt rollback quiet",
        "stops=1 faults=2 whole held quiet",
        "stops=1 clock=2 prompt",
        "stops=1 redis-slow=60 prompt",
        "stops=1 gates-slow=60 prompt",
        "stops=0 keepers=2 faults=1 kept rollback incarnations=99",
      })
  void holdsIn(String words) {
    Result result = new Explorer(World.parse(words, words)).run(MOST_STATES);

    System.out.println(
        words
            + ": "
            + result.verdict()
            + ", "
            + result.states()
            + " states, "
            + result.millis()
            + " ms");
    assertThat(result.trace()).as(result.broken()).isEmpty();
    assertThat(result.verdict()).isEqualTo("HOLDS");
  }

  /** Of the last reading Canon writes down the time alone. */
  @Test
  void theGateAsksItsLastReadingForTheTimeAlone() throws IOException {
    Path feed =
        Path.of(System.getProperty("estop.root", ".."))
            .resolve("gate/src/main/java/io/estop/gate/Feed.java");

    List<String> asked =
        Pattern.compile("\\blast\\.(\\w+)")
            .matcher(Files.readString(feed))
            .results()
            .map((MatchResult found) -> found.group(1))
            .distinct()
            .toList();

    assertThat(asked).containsExactly("redisMillis");
  }
}
