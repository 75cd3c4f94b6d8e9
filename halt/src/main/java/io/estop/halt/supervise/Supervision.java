package io.estop.halt.supervise;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Adopts and supervises, in the process that is elected. {@link #turn} belongs to one thread. */
public final class Supervision {
  /** Between two turns: a lost run is missed for seconds, its hold never. */
  public static final Duration PAUSE = Duration.ofSeconds(2);

  /** A press that only the board took reaches the flag behind its hold; it is retried sooner. */
  public static final Duration GRACE = Duration.ofSeconds(5);

  private final BooleanSupplier elected;
  private final Adoption adoption;
  private final Supervisor supervisor;

  public Supervision(BooleanSupplier elected, Adoption adoption, Supervisor supervisor) {
    this.elected = elected;
    this.adoption = adoption;
    this.supervisor = supervisor;
  }

  /**
   * Adopts first: that needs no Temporal, and the outbox carries on from there. Throws what
   * PostgreSQL or Temporal throws while one of them is not there.
   */
  public void turn() {
    if (elected.getAsBoolean()) {
      adoption.look();
      supervisor.look();
    }
  }
}
