package io.estop.store.election;

import io.estop.model.EnvironmentId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * An advisory lock of PostgreSQL on a connection of its own: whoever dies, hangs or is cut off
 * loses it within {@link #SILENCE}, because PostgreSQL ends a session that says nothing for so
 * long. So {@link #hold} must be called more often than that. Used by one thread; {@link #isHeld}
 * by any.
 *
 * <p>The connection must reach PostgreSQL itself, or a pooler that keeps sessions: one that hands
 * each transaction another session keeps no such lock.
 */
public final class SessionLock implements AutoCloseable {
  /** After so long without a word PostgreSQL ends the session, and with it the lock. */
  public static final Duration SILENCE = Duration.ofMillis(1_500);

  // The driver counts in whole seconds.
  private static final String CALL_SECONDS = "1";

  private final String url;
  private final Properties properties = new Properties();
  private final String name;
  // Written and read by the one thread that holds.
  private @Nullable Connection session;
  // Written by that thread, read by any.
  private volatile boolean held;

  /**
   * @param environment whose lock
   * @param name what the lock is for
   */
  public SessionLock(Login login, EnvironmentId environment, String name) {
    this.url = login.url();
    this.name = "estop/" + environment + "/" + name;
    if (login.user() != null) {
      properties.setProperty("user", login.user());
    }
    if (login.password() != null) {
      properties.setProperty("password", login.password());
    }
    properties.setProperty("connectTimeout", CALL_SECONDS);
    properties.setProperty("loginTimeout", CALL_SECONDS);
    properties.setProperty("socketTimeout", CALL_SECONDS);
    properties.setProperty("ApplicationName", "estop-" + name);
  }

  /**
   * How to reach the database.
   *
   * @param url JDBC address
   * @param user null where the address, or the driver, knows
   * @param password the same
   */
  public record Login(String url, @Nullable String user, @Nullable String password) {
    /** Hides the password. */
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /**
   * How it stands.
   *
   * @param held whether this process holds the lock
   * @param text why not
   */
  public record Standing(boolean held, String text) {}

  /** Takes the lock or makes sure of it. Returns within a few seconds; any doubt gives it up. */
  public Standing hold() {
    try {
      Connection open = session == null ? connect() : session;
      held = held ? answers(open) : takes(open);
      return new Standing(held, held ? "held" : "another process holds the lock");
    } catch (SQLException doubt) {
      close();
      return new Standing(
          false,
          "PostgreSQL: " + String.valueOf(doubt.getMessage()).lines().findFirst().orElse(""));
    }
  }

  /** Returns whether the lock was held when it was last asked for. */
  public boolean isHeld() {
    return held;
  }

  /** Gives the lock up, without a word to a database that may not answer. */
  @Override
  public void close() {
    held = false;
    Connection old = session;
    session = null;
    if (old != null) {
      abort(old);
    }
  }

  private Connection connect() throws SQLException {
    Connection fresh = DriverManager.getConnection(url, properties);
    session = fresh;
    try (Statement statement = fresh.createStatement()) {
      statement.execute("set idle_session_timeout = " + SILENCE.toMillis());
    }
    return fresh;
  }

  private boolean takes(Connection open) throws SQLException {
    try (PreparedStatement statement =
        open.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
      statement.setString(1, name);
      return isTrue(statement.executeQuery());
    }
  }

  // The session lives, so it still has what it took.
  private static boolean answers(Connection open) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement("select true")) {
      return isTrue(statement.executeQuery());
    }
  }

  private static boolean isTrue(ResultSet row) throws SQLException {
    return row.next() && row.getBoolean(1);
  }

  private static void abort(Connection old) {
    try {
      old.abort(Runnable::run);
    } catch (SQLException closed) {
      throw new IllegalStateException("a connection could not be given up", closed);
    }
  }
}
