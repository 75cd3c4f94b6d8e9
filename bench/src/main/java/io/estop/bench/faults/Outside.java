package io.estop.bench.faults;

import io.estop.bench.stops.Acknowledged;
import io.estop.embedded.Stack;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.gate.board.Board;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** What can be seen of a halt past the product's processes: in Redis and in PostgreSQL. */
final class Outside implements AutoCloseable {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final int SQL_SECONDS = 1;
  private static final int MOST_TEXT = 1_000_000;

  private final PGSimpleDataSource database = new PGSimpleDataSource();
  private final RedisClient client;
  private final Board board;
  private final StatefulRedisPubSubConnection<String, String> channel;

  /** Written by the thread that listens, read by the one that watches. */
  private volatile String lastMessage = "";

  Outside(Stack stack) {
    database.setUrl(stack.database().url());
    database.setUser(EmbeddedDatabase.USER);
    database.setConnectTimeout(SQL_SECONDS);
    database.setSocketTimeout(SQL_SECONDS);
    this.client = RedisClient.create(RedisURI.create("127.0.0.1", stack.redis().port()));
    this.board = Board.of(EnvironmentId.parse(stack.environment()), client);
    this.channel = client.connectPubSub();
    channel.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String name, String text) {
            lastMessage = text.length() < MOST_TEXT ? text : "";
          }
        });
    channel.sync().subscribe("estop:{" + stack.environment() + "}:board");
  }

  RedisClient client() {
    return client;
  }

  boolean publishedOnBoard(String stopId) {
    return lastMessage.contains(stopId + "\t");
  }

  boolean heldInFlag(String stopId) {
    return text("select scope from hold where stop_id = ?", stopId).isPresent();
  }

  /** Returns the phase of the stop's row; empty where there is none, or PostgreSQL is silent. */
  Optional<String> phase(String stopId) {
    return text("select phase from stop where stop_id = ?", stopId);
  }

  /** Returns whose gates, of these components, keep the stop. */
  List<Acknowledged> acknowledged(String stopId, List<String> components) {
    return Acknowledged.read(board, StopId.parse(stopId), components, SOON);
  }

  @Override
  public void close() {
    channel.close();
    board.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }

  // A connection each time: the last one may have ended with the server. Silence is no answer.
  private Optional<String> text(String sql, String parameter) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    } catch (SQLException down) {
      return Optional.empty();
    }
  }
}
