package io.estop.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.store.RealPostgres;
import io.estop.store.election.SessionLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkLockTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final RealPostgres postgres = RealPostgres.start();
  private final WorkLock work = new WorkLock(postgres.database());

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void whoeverHoldsTheLockMakesWorkflowsStandAsideForThatStopAlone() {
    assertThat(isFree(STOP)).isTrue();
    try (SessionLock lock = lock()) {
      assertThat(lock.hold().held()).isTrue();

      assertThat(isFree(STOP)).isFalse();
      assertThat(isFree(StopId.parse("s-2"))).isTrue();
    }
    Eventually.free(() -> isFree(STOP));
  }

  @Test
  void whileIntentsAreBeingWrittenNobodyTakesTheLock() {
    try (SessionLock lock = lock()) {
      postgres
          .database()
          .runInTransaction(
              () -> {
                assertThat(work.isFree(STOP)).isTrue();
                assertThat(lock.hold().held()).isFalse();
              });

      assertThat(lock.hold().held()).isTrue();
    }
    Eventually.free(() -> isFree(STOP));
  }

  private boolean isFree(StopId stop) {
    return postgres.database().inTransaction(() -> work.isFree(stop));
  }

  private static SessionLock lock() {
    return new SessionLock(
        new SessionLock.Login(postgres.url(), null, null),
        postgres.database().environment(),
        WorkLock.name(STOP));
  }

  /** PostgreSQL notices the end of a session a moment after its connection is cut. */
  private static final class Eventually {
    static void free(java.util.function.BooleanSupplier free) {
      long end = System.nanoTime() + SessionLock.SILENCE.multipliedBy(4).toNanos();
      while (!free.getAsBoolean()) {
        assertThat(System.nanoTime()).as("the lock is given back").isLessThan(end);
        Thread.onSpinWait();
      }
    }
  }
}
