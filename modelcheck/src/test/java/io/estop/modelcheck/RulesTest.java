package io.estop.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.modelcheck.mutation.Edit;
import io.estop.modelcheck.mutation.GateThreads;
import io.estop.modelcheck.mutation.Mutant;
import io.estop.modelcheck.mutation.Rules;
import io.estop.modelcheck.mutation.ShortList;
import io.estop.modelcheck.mutation.Stages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of R1 to R11, taken out of the real code, breaks a law within a small world. */
final class RulesTest {
  private static final String MOST_STATES = "2000000";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Rules.class)
  void theBoardNeeds(Rules rule) throws IOException {
    String[] told =
        explored(
            rule.edits(),
            "io.estop.modelcheck.world.Explorer",
            rule.name(),
            rule.world(),
            MOST_STATES);

    print(rule + ", " + rule.what() + " [" + rule.world() + "]", told);
    assertThat(told[0]).as(rule.what()).isEqualTo(expected(rule == Rules.NONE));
  }

  @ParameterizedTest
  @EnumSource(GateThreads.class)
  void theThreadsInsideAGateNeed(GateThreads rule) throws IOException {
    String[] told = explored(rule.edits(), "io.estop.gate.InsideGate", "2", "1");

    print(rule + ", " + rule.what() + " [2 threads, 1 order each]", told);
    assertThat(told[0]).as(rule.what()).isEqualTo(expected(rule == GateThreads.NONE));
  }

  @ParameterizedTest
  @EnumSource(Stages.class)
  void aRecoveryNeeds(Stages rule) throws IOException {
    String[] told =
        explored(rule.edits(), "io.estop.activities.recovery.StagesUnderCheck", rule.world());

    print(rule + ", " + rule.what(), told);
    assertThat(told[0]).as(rule.what()).isEqualTo(expected(rule == Stages.NONE));
  }

  /** On a board that names one release, the second of two stops pushes the first one out. */
  @ParameterizedTest
  @EnumSource(ShortList.class)
  void aShortListOfReleases(ShortList list) throws IOException {
    String world = "stops=2 releases=2 whole held quiet";
    String[] told =
        explored(
            list.edits(), "io.estop.modelcheck.world.Explorer", list.name(), world, MOST_STATES);

    print("a list of one: " + list.what() + " [" + world + "]", told);
    assertThat(told[0]).as(list.what()).isEqualTo(expected(list == ShortList.NAMED_AGAIN));
  }

  private String[] explored(List<Edit> edits, String type, String... words) throws IOException {
    return new Mutant(folder, edits).call(type, "explore", words);
  }

  private static String expected(boolean unchanged) {
    return unchanged ? "HOLDS" : "VIOLATED";
  }

  private static void print(String what, String[] told) {
    List<String> trace = Arrays.asList(told).subList(4, told.length);
    System.out.println(
        "%s: %s %s, %s states, %d steps".formatted(what, told[0], told[3], told[1], trace.size()));
    for (int i = 0; i < trace.size(); i++) {
      System.out.println("  %2d %s".formatted(i + 1, trace.get(i)));
    }
  }
}
