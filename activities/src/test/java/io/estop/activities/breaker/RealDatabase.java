package io.estop.activities.breaker;

import io.estop.model.EnvironmentId;
import io.estop.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An embedded PostgreSQL, one per test run, with an empty database for each test. */
public final class RealDatabase {
  private static int databases;

  private RealDatabase() {}

  private static final class Holder {
    private static final EmbeddedPostgres POSTGRES = started();

    private static EmbeddedPostgres started() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** Returns a migrated database that nobody used yet. */
  public static synchronized Database fresh() {
    String name = "test" + ++databases;
    JdbcClient.create(Holder.POSTGRES.getPostgresDatabase())
        .sql("create database " + name)
        .update();
    Database database =
        new Database(Holder.POSTGRES.getDatabase("postgres", name), new EnvironmentId("test"));
    database.migrate();
    return database;
  }
}
