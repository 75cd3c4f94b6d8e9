package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.estop.embedded.client.CallFailure;
import io.estop.embedded.stores.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into PostgreSQL beside the product. */
record Rows(String url) {

  // Classes of SQLSTATE.
  private static final String CONNECTION = "08";
  private static final String SHUT_DOWN = "57P";

  static Rows of(EmbeddedDatabase database) {
    return new Rows(database.url());
  }

  static Rows of(Stack stack) {
    return of(stack.database());
  }

  /** Returns the rows of a query, each column as text. */
  List<Map<String, String>> query(String sql, String... arguments) {
    try (Connection connection = DriverManager.getConnection(url, EmbeddedDatabase.USER, "");
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return read(rows);
      }
    } catch (SQLException failed) {
      throw failure(sql, failed);
    }
  }

  /** Says apart a database that is down, or on its way up, from a statement that is wrong. */
  private static RuntimeException failure(String sql, SQLException failed) {
    String state = String.valueOf(failed.getSQLState());
    return state.startsWith(CONNECTION) || state.startsWith(SHUT_DOWN)
        ? new CallFailure("no answer to: " + sql, failed)
        : new IllegalStateException(sql, failed);
  }

  /** Does something to the database from outside the product, in one transaction. */
  void update(String... statements) {
    try (Connection connection = DriverManager.getConnection(url, EmbeddedDatabase.USER, "")) {
      connection.setAutoCommit(false);
      for (String statement : statements) {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
          prepared.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(String.join("; ", statements), failed);
    }
  }

  /** Returns the one number of a query. */
  long number(String sql, String... arguments) {
    return Long.parseLong(query(sql, arguments).get(0).values().iterator().next());
  }

  /** Returns the outcomes that the ledger has of a stop, in order. */
  List<String> outcomes(String stopId) {
    return query(
            "select details::json->>'outcome' as outcome from ledger"
                + " where action = 'OUTCOME' and subject = 'stop/' || ? order by sequence",
            stopId)
        .stream()
        .map(row -> String.valueOf(row.get("outcome")))
        .toList();
  }

  private static List<Map<String, String>> read(ResultSet rows) throws SQLException {
    List<Map<String, String>> all = new ArrayList<>();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns; i++) {
        row.put(rows.getMetaData().getColumnLabel(i), String.valueOf(rows.getString(i)));
      }
      all.add(row);
    }
    return all;
  }
}
