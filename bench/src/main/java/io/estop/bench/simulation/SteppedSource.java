package io.estop.bench.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * One connection to a real PostgreSQL, lent to whoever has the turn, with a step before each
 * transaction and one after. No two transactions of a world overlap: whoever has begun one keeps
 * the turn. What two sessions at once may do to each other is for the tests of the store.
 */
final class SteppedSource extends AbstractDataSource implements AutoCloseable {
  private final Connection real;
  private Steps steps = Steps.NONE;
  private int lent;

  SteppedSource(Connection real) {
    this.real = real;
  }

  /** From now on these steps happen. */
  void with(Steps other) {
    steps = other;
  }

  /** Returns whether somebody is in the middle of a transaction. */
  boolean isLent() {
    return lent > 0;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (lent == 0) {
      steps.beforeTransaction();
    }
    lent++;
    return (Connection)
        Proxy.newProxyInstance(
            SteppedSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, words) -> call(self, method, words));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  private @Nullable Object call(Object self, Method method, @Nullable Object @Nullable [] words)
      throws Throwable {
    switch (method.getName()) {
      case "close" -> {
        lent--;
        return null;
      }
      case "isClosed" -> {
        return false;
      }
      case "equals" -> {
        return words != null && self == words[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      default -> {
        return passOn(method, words);
      }
    }
  }

  private @Nullable Object passOn(Method method, @Nullable Object @Nullable [] words)
      throws Throwable {
    try {
      Object answer = method.invoke(real, words);
      if (method.getName().equals("commit")) {
        steps.afterCommit();
      }
      return answer;
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }

  /** Takes back what an ended process has begun. */
  void abandon() throws SQLException {
    lent = 0;
    if (!real.getAutoCommit()) {
      real.rollback();
      real.setAutoCommit(true);
    }
  }

  @Override
  public void close() throws SQLException {
    real.close();
  }
}
