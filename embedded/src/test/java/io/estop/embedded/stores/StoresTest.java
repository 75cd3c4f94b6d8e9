package io.estop.embedded.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.process.Ports;
import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

  @Test
  void postgresKeepsItsRowsOverAKill(@TempDir Path folder) throws SQLException {
    try (Warden warden = Warden.start(folder);
        EmbeddedDatabase database = EmbeddedDatabase.start(Ports.free(1).get(0), folder, warden)) {
      run(database, "create table stop (id text)");
      run(database, "insert into stop values ('one')");

      database.kill();
      database.restart();

      assertThat(ask(database, "select id from stop")).isEqualTo("one");
    }
  }

  @Test
  void wardenEndsPostgresThatNobodyClosed(@TempDir Path folder) {
    int port = Ports.free(1).get(0);
    Warden warden = Warden.start(folder);
    EmbeddedDatabase.start(port, folder, warden);

    warden.close();

    assertThat(Ports.answers("127.0.0.1", port, Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void redisComesBackEmptyAfterAKillAndEvictsNothing(@TempDir Path folder) throws IOException {
    try (Warden warden = Warden.start(folder);
        EmbeddedRedis redis = EmbeddedRedis.start(Ports.free(1).get(0), folder, warden)) {
      assertThat(ask(redis, "SET board 1")).isEqualTo("+OK");

      redis.kill();
      redis.restart();

      assertThat(ask(redis, "EXISTS board")).isEqualTo(":0");
      assertThat(ask(redis, "CONFIG GET maxmemory-policy")).contains("*2");
    }
  }

  private static void run(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), EmbeddedDatabase.USER, "");
  }

  private static String ask(EmbeddedRedis redis, String command) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", redis.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int c = answer.read(); c != '\r'; c = answer.read()) {
        line.append((char) c);
      }
      return line.toString();
    }
  }
}
