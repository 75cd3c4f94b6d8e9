package io.estop.halt.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Lease;
import io.estop.gate.board.Reading;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.store.flag.FlagTruth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a look leads to, without stores. */
class KeeperDecisionTest {
  private static final long NOW = 1_000_000;
  private static final String RUN = "abc";
  private static final BoardVersion VERSION = new BoardVersion(3, 7);

  @ParameterizedTest
  @CsvSource({"4000,Merge", "2500,Merge", "2499,Lease", "0,Lease", "-10,Lease"})
  void aReleaseThatTheBoardLacksWaitsForALeaseThatRunsOut(long leftMillis, String decided) {
    KeeperDecision decision = KeeperDecision.of(sight(leftMillis), lacking());

    assertThat(decision.getClass().getSimpleName()).isEqualTo(decided);
  }

  @Test
  void whereBoardAndFlagAgreeTheLeaseIsForTheReadingThatWasCompared() {
    Sight sight = sight(4_000);

    KeeperDecision decision = KeeperDecision.of(sight, truth(List.of()));

    assertThat(decision).isEqualTo(new KeeperDecision.Lease(sight.reading()));
  }

  private static Sight sight(long leftMillis) {
    BoardState board =
        new BoardState(EnvironmentId.parse("test"), RUN, VERSION, BoardContent.nothing(), "sum");
    Lease lease = new Lease(RUN, VERSION, "sum", NOW - 1_000, NOW + leftMillis);
    return new Sight(List.of(), new Reading(RUN, NOW, board, lease, null));
  }

  private static Truth lacking() {
    return truth(List.of(StopId.parse("s-1")));
  }

  private static Truth truth(List<StopId> releases) {
    return new Truth(new FlagTruth(1, Map.of(), releases, Set.of(), Set.of()), List.of());
  }
}
