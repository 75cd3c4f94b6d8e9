package io.estop.store;

import com.zaxxer.hikari.HikariDataSource;
import io.estop.model.EnvironmentId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;

/** A PostgreSQL process of one test class. */
public final class RealPostgres implements AutoCloseable {
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private final EmbeddedPostgres process;
  private final HikariDataSource pool = new HikariDataSource();
  private final Database database;

  private RealPostgres(EmbeddedPostgres process) {
    this.process = process;
    pool.setDataSource(process.getPostgresDatabase());
    pool.setMaximumPoolSize(16);
    pool.setMinimumIdle(1);
    this.database = new Database(pool, TEST);
    this.database.migrate();
  }

  public static RealPostgres start() {
    try {
      return new RealPostgres(
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .start());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Database database() {
    return database;
  }

  public DataSource dataSource() {
    return process.getPostgresDatabase();
  }

  /** Returns how a process of its own reaches the database. */
  public String url() {
    return process.getJdbcUrl("postgres", "postgres");
  }

  /** Creates one more database, which is empty, in the same process. */
  public DataSource another(String name) {
    tamper("create database " + name);
    return process.getDatabase("postgres", name);
  }

  /** Does something to the database from outside the product. */
  public void tamper(String... statements) {
    for (String statement : statements) {
      database.jdbc().sql(statement).update();
    }
  }

  /** Empties every table of the product and starts the ledger anew. */
  public void empty() {
    tamper(
        "alter table ledger disable trigger all",
        "truncate hold, hold_release, stop_alias, stop, outbox, component, acknowledgement, claim,"
            + " account_lock, attribution, order_source, swept_order, alarm,"
            + " slice, planned_position, directive, task, book_reading, book_difference,"
            + " dead_mans_switch, switch_confirmation, maintenance_window, ledger, breaker,"
            + " breaker_rule, equity_mark, breaker_trip, approval, notice, break_glass,"
            + " configuration_version",
        "alter table ledger enable trigger all",
        "update ledger_head set sequence = 0, hash = repeat('0', 64)",
        "update flag_version set version = 0");
  }

  @Override
  public void close() {
    pool.close();
    try {
      process.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
