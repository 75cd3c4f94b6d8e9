package io.estop.model.recovery;

import io.estop.model.hold.Mode;
import java.util.Optional;

/** The steps of a staged restart, in their order. */
public enum Stage {
  MONITORING(Mode.MONITORING),
  PAPER(Mode.PAPER),
  REDUCED(Mode.REDUCED),
  LIVE(Mode.LIVE);

  private static final Stage[] STAGES = values();
  private final Mode mode;

  Stage(Mode mode) {
    this.mode = mode;
  }

  /** Returns what orders may do in this stage. */
  public Mode mode() {
    return mode;
  }

  /** Returns the first stage after HALTED. */
  public static Stage first() {
    return MONITORING;
  }

  /** Returns the stage that follows, empty after LIVE. */
  public Optional<Stage> next() {
    return ordinal() + 1 < STAGES.length ? Optional.of(STAGES[ordinal() + 1]) : Optional.empty();
  }
}
