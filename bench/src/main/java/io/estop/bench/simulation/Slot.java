package io.estop.bench.simulation;

import io.estop.model.EnvironmentId;
import io.estop.store.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database for one world at a time. Worlds leave their rows behind: each has stops and accounts
 * of its own, and making tables anew would cost more than the world.
 */
final class Slot implements AutoCloseable {
  private static final EnvironmentId SIMULATION = EnvironmentId.parse("simulation");
  private final SteppedSource source;
  private final Database database;

  private Slot(SteppedSource source) {
    this.source = source;
    this.database = new Database(source, SIMULATION);
  }

  /** Opens a database, empty or of an earlier slot. */
  static Slot open(String url) {
    try {
      Connection connection = DriverManager.getConnection(url, "postgres", "");
      Slot slot = new Slot(new SteppedSource(connection));
      slot.database.migrate();
      // Flyway does not give back all that it was lent.
      slot.source.abandon();
      return slot;
    } catch (SQLException unreachable) {
      throw new IllegalStateException("the simulation's PostgreSQL at " + url, unreachable);
    }
  }

  SteppedSource source() {
    return source;
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (SQLException broken) {
      throw new IllegalStateException("the simulation's PostgreSQL does not close", broken);
    }
  }
}
