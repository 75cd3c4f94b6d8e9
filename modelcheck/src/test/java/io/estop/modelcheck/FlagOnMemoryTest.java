package io.estop.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.modelcheck.postgres.MemoryPostgres;
import io.estop.store.Database;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagState;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The flag says the same on the model's PostgreSQL as on the real one. */
final class FlagOnMemoryTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 40;
  private static final int CALLS = 25;
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @Test
  void saysTheSameAsOnTheRealOne() {
    try (RealPostgres real = RealPostgres.start()) {
      for (int round = 0; round < ROUNDS; round++) {
        real.empty();
        real.tamper("alter sequence board_incarnation restart");
        MemoryPostgres memory = new MemoryPostgres();
        Database inMemory = new Database(memory.dataSource(), EnvironmentId.parse("test"));

        List<String> onReal = played(new Flag(real.database(), CLOCK), SEED + round);
        List<String> onMemory = played(new Flag(inMemory, CLOCK), SEED + round);

        assertThat(onMemory).as("seed " + (SEED + round)).isEqualTo(onReal);
      }
    }
  }

  private static List<String> played(Flag flag, long seed) {
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      said.add(played(flag, random) + " -> " + words(flag.read()));
    }
    return said;
  }

  private static String played(Flag flag, Random random) {
    StopId stop = StopId.parse("s" + random.nextInt(3));
    Hold hold =
        Hold.halted(
            stop,
            Scope.parse(random.nextInt(8) == 0 ? "symbol:X" : "firm"),
            random.nextBoolean() ? Action.HALT : Action.FLATTEN,
            Instant.ofEpochMilli(random.nextInt(3)));
    long version = flag.read().version() - (random.nextInt(3) == 0 ? 1 : 0);
    return switch (random.nextInt(6)) {
      case 0 -> "release " + flag.release(List.of(stop), version);
      case 1 ->
          "loosen "
              + flag.loosen(
                  flag.read().holds().values().stream()
                      .map(known -> known.at(Mode.REDUCED, new BigDecimal("0.50")))
                      .toList(),
                  version);
      case 2 -> "incarnation " + flag.nextIncarnation(random.nextInt(4));
      case 3 -> {
        var truth = flag.readAbout(List.of(stop, StopId.parse("s9")), 2);
        yield "about "
            + truth.version()
            + new TreeMap<>(words(truth.holds()))
            + truth.newestReleases()
            + truth.released()
            + truth.ended();
      }
      case 4 -> "taken off " + flag.takeOff(stop);
      default -> "add " + flag.add(hold);
    };
  }

  private static java.util.Map<String, String> words(java.util.Map<StopId, Hold> holds) {
    java.util.Map<String, String> found = new TreeMap<>();
    holds.forEach((stop, hold) -> found.put(stop.value(), hold.toString()));
    return found;
  }

  private static String words(FlagState state) {
    return state.version()
        + " "
        + words(state.holds())
        + new TreeSet<>(state.releases().stream().map(StopId::value).toList());
  }
}
