package io.estop.modelcheck.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose whole content is a {@link FlagRows}. It understands exactly the statements in
 * {@link Statements} and refuses every other one, so that no change of the product's SQL goes
 * unseen. One thread.
 */
public final class MemoryPostgres {
  private FlagRows rows = FlagRows.empty();
  private FlagRows begun = rows;
  private boolean open;

  /** Goes on from these rows. */
  public void restore(FlagRows content) {
    rows = content;
  }

  public FlagRows rows() {
    return rows;
  }

  void rows(FlagRows changed) {
    rows = changed;
  }

  /** Returns the data source, for the product's Database. */
  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (self, method, words) ->
            method.getName().equals("getConnection") ? connection() : basics(self, method));
  }

  private Connection connection() {
    return proxy(
        Connection.class,
        (self, method, words) ->
            switch (method.getName()) {
              case "prepareStatement" -> statement((String) words[0]);
              case "setAutoCommit" -> autoCommit((Boolean) words[0]);
              case "rollback" -> rollBack();
              case "getAutoCommit" -> !open;
              case "isReadOnly", "isClosed" -> false;
              case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
              case "commit", "close", "setReadOnly" -> null;
              case "createArrayOf" -> words[1];
              default -> basics(self, method);
            });
  }

  private @Nullable Object autoCommit(boolean on) {
    open = !on;
    begun = rows;
    return null;
  }

  private @Nullable Object rollBack() {
    rows = begun;
    return null;
  }

  private PreparedStatement statement(String sql) {
    String normal = sql.replaceAll("\\s+", " ").strip();
    TreeMap<Integer, @Nullable Object> parameters = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (self, method, words) ->
            switch (method.getName()) {
              case "setString", "setObject", "setLong", "setTimestamp", "setBigDecimal" ->
                  parameters.put((Integer) words[0], words[1]);
              case "setNull" -> parameters.put((Integer) words[0], null);
              case "executeQuery" -> results(run(normal, parameters).rows());
              case "executeUpdate" -> run(normal, parameters).updated();
              case "close", "getWarnings" -> null;
              default -> basics(self, method);
            });
  }

  private Statements.Result run(String sql, Map<Integer, @Nullable Object> parameters) {
    return Statements.run(this, sql, parameters.values().toArray());
  }

  private static ResultSet results(List<Map<String, Object>> found) {
    int[] at = {-1};
    Object[] last = {null};
    return proxy(
        ResultSet.class,
        (self, method, words) ->
            switch (method.getName()) {
              case "next" -> ++at[0] < found.size();
              case "wasNull" -> last[0] == null;
              case "getMetaData" -> columns(found.get(at[0]));
              case "close", "getWarnings" -> null;
              default -> {
                if (!method.getName().startsWith("get")) {
                  yield basics(self, method);
                }
                Map<String, Object> row = found.get(at[0]);
                last[0] =
                    words[0] instanceof Integer index
                        ? List.copyOf(row.values()).get(index - 1)
                        : row.get((String) words[0]);
                yield convert(method.getName(), last[0]);
              }
            });
  }

  private static @Nullable Object convert(String getter, @Nullable Object value) {
    if (getter.equals("getTimestamp") && value instanceof OffsetDateTime moment) {
      return Timestamp.from(moment.toInstant());
    }
    return value;
  }

  private static ResultSetMetaData columns(Map<String, Object> row) {
    return proxy(
        ResultSetMetaData.class,
        (self, method, words) ->
            method.getName().equals("getColumnCount") ? row.size() : basics(self, method));
  }

  private static Object basics(Object self, Method method) {
    return switch (method.getName()) {
      case "hashCode" -> System.identityHashCode(self);
      case "toString" -> "memory";
      default -> throw new IllegalStateException("the model's PostgreSQL has no " + method);
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            MemoryPostgres.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
