package io.estop.bench.gate;

import io.estop.embedded.RunFolder;
import io.estop.embedded.process.Ports;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import io.estop.embedded.stores.EmbeddedRedis;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.Reading;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A real Redis with a board that holds nothing and is leased all the time. */
final class OpenBoard implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final RunFolder folder = RunFolder.create(false);
  private final Warden warden = Warden.start(folder.path());
  private final EmbeddedRedis redis =
      EmbeddedRedis.start(Ports.free(1).get(0), folder.path(), warden);
  private final RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
  private final Board board = Board.of(GateCost.ENVIRONMENT, client);
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();

  OpenBoard() {
    if (!board.refill(1, BoardContent.nothing(), SOON).isDone()) {
      close();
      throw new StartFailure("the board of the bench cannot be written");
    }
    keeper.scheduleWithFixedDelay(this::lease, 0, 1, TimeUnit.SECONDS);
  }

  int port() {
    return redis.port();
  }

  Path folder() {
    return folder.path();
  }

  @Override
  public void close() {
    keeper.shutdownNow();
    board.close();
    client.shutdown(Duration.ZERO, SOON);
    redis.close();
    warden.close();
    folder.close();
  }

  // An answer that fails is followed by the next; the benchmark itself sees a gate that denies.
  private void lease() {
    if (board.read(SOON) instanceof Answer.Done<Reading> read) {
      board.renewLease(read.value(), LEASE, SOON);
    }
  }
}
