package io.estop.store;

import io.estop.model.EnvironmentId;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSourceUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The PostgreSQL database of one environment. Safe for use by many threads. */
public final class Database {
  private final DataSource dataSource;
  private final EnvironmentId environment;
  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate batches;
  private final TransactionTemplate transactions;
  // Written by whoever migrates, read by whoever needs the schema.
  private volatile boolean migrated;

  public Database(DataSource dataSource, EnvironmentId environment) {
    this.dataSource = dataSource;
    this.environment = environment;
    this.jdbc = JdbcClient.create(dataSource);
    this.batches = new NamedParameterJdbcTemplate(dataSource);
    this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /** Returns the environment this database must belong to. */
  public EnvironmentId environment() {
    return environment;
  }

  /** Returns the client for statements, inside or outside {@link #inTransaction}. */
  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Asks for nothing but an answer; throws what PostgreSQL throws. */
  public void ping() {
    jdbc.sql("select 1").query(Integer.class).single();
  }

  /** Runs one statement for each row of parameters, in one exchange; returns the counts. */
  public int[] batch(String sql, List<Map<String, ?>> rows) {
    return rows.isEmpty()
        ? new int[0]
        : batches.batchUpdate(sql, SqlParameterSourceUtils.createBatch(rows));
  }

  /**
   * Returns one statement over many rows, which costs far less than one for each: every parameter
   * is the array of a column's texts, in the order of the rows, for the statement to cast and to
   * unnest.
   *
   * @param rows at least one; all with the same columns
   */
  public JdbcClient.StatementSpec over(String sql, List<? extends Map<String, ?>> rows) {
    JdbcClient.StatementSpec statement = jdbc.sql(sql);
    for (String column : rows.get(0).keySet()) {
      statement = statement.param(column, texts(column, rows));
    }
    return statement;
  }

  private static @Nullable String[] texts(String column, List<? extends Map<String, ?>> rows) {
    @Nullable String[] texts = new String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      Object value = rows.get(i).get(column);
      texts[i] = value instanceof BigDecimal number ? number.toPlainString() : text(value);
    }
    return texts;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Runs the work in one transaction; joins the one that is open. An exception rolls back. */
  public <T> T inTransaction(Supplier<T> work) {
    T result = transactions.execute(status -> work.get());
    if (result == null) {
      throw new IllegalStateException("work in a transaction must return a value");
    }
    return result;
  }

  /** Runs the work in one transaction; joins the one that is open. An exception rolls back. */
  public void runInTransaction(Runnable work) {
    transactions.executeWithoutResult(status -> work.run());
  }

  /** Runs the work in a transaction and takes all of it back. Returns true. */
  public boolean rehearse(Supplier<?> work) {
    transactions.executeWithoutResult(
        status -> {
          work.get();
          status.setRollbackOnly();
        });
    return true;
  }

  /**
   * Brings the schema to the newest version and checks that the database is this environment's.
   *
   * @throws EnvironmentMismatchException if it belongs to another environment
   */
  public void migrate() {
    Flyway.configure().dataSource(dataSource).load().migrate();
    jdbc.sql("insert into environment (id) values (:id) on conflict do nothing")
        .param("id", environment.value())
        .update();
    requireEnvironment();
  }

  /**
   * Checks that the database is this environment's, and changes nothing.
   *
   * @throws EnvironmentMismatchException if it belongs to another environment
   */
  public void requireEnvironment() {
    String found = jdbc.sql("select id from environment").query(String.class).single();
    if (!found.equals(environment.value())) {
      throw new EnvironmentMismatchException(environment, found);
    }
    migrated = true;
  }

  /** Returns whether this process has brought the schema to the newest version. */
  public boolean isMigrated() {
    return migrated;
  }
}
