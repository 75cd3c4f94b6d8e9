package io.estop.store.plan;

import io.estop.model.StopId;
import io.estop.store.Database;

/**
 * One driver at a time writes intents of a stop. Whoever closes by break-glass holds a {@link
 * io.estop.store.election.SessionLock} of that name for as long as it works; workflows ask in each
 * transaction that writes intents, and stand aside.
 */
public final class WorkLock {
  private final Database database;

  public WorkLock(Database database) {
    this.database = database;
  }

  /** Returns the name of the lock on the work of a stop. */
  public static String name(StopId stop) {
    return "work/" + stop;
  }

  /**
   * Returns whether nobody holds the lock. To be called in a transaction: until it ends nobody can
   * take the lock either.
   */
  public boolean isFree(StopId stop) {
    return database
        .jdbc()
        .sql("select pg_try_advisory_xact_lock_shared(hashtextextended(:name, 0))")
        .param("name", "estop/" + database.environment() + "/" + name(stop))
        .query(Boolean.class)
        .single();
  }
}
