package io.estop.gate.board;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Random;

/** Holds for tests. */
public final class Holds {
  private static final Instant DAY = Instant.parse("2026-03-02T14:30:00Z");
  private static final String[] FACTORS = {"0.1", "0.25", "0.250000000000000000001", "0.5", "0.75"};

  private Holds() {}

  public static Hold firm(String stop) {
    return Hold.halted(new StopId(stop), Scope.firm(), Action.FLATTEN, DAY);
  }

  public static Hold on(String scope, String stop) {
    return Hold.halted(new StopId(stop), Scope.parse(scope), Action.CANCEL, DAY);
  }

  static Hold random(Random random, String stop, String scope) {
    Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
    String factor = mode == Mode.REDUCED ? FACTORS[random.nextInt(FACTORS.length)] : "1";
    return new Hold(
        new StopId(stop),
        Scope.parse(scope),
        mode,
        new BigDecimal(factor),
        Action.values()[random.nextInt(Action.values().length)],
        random.nextInt(3),
        DAY.plusNanos(1_000L * random.nextInt(2_000_000)));
  }
}
