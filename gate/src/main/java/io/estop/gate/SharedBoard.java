package io.estop.gate;

import io.estop.gate.board.Board;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardChannel;
import io.estop.gate.board.ChangeCodec;
import io.estop.gate.board.Published;
import io.estop.gate.board.Unreadable;
import io.estop.model.EnvironmentId;
import io.lettuce.core.RedisClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What all gates of one process share that follow one environment through one client: a connection
 * for commands and one subscription. A change is parsed once, swapped in at every gate, and told to
 * all listeners before the first gate acknowledges it; their acknowledgements leave in one write.
 * Each gate still reads, ages and says its own.
 */
final class SharedBoard {
  // Guarded by this class: gates join when they start and leave when they close.
  private static final Map<Key, SharedBoard> SHARED = new HashMap<>();

  private final Key key;
  private final Board board;
  private final BoardChannel channel;
  private final List<Feed> feeds = new CopyOnWriteArrayList<>();
  // Raised by the thread of messages, lowered where the acknowledgements are said.
  private final AtomicBoolean unsettled = new AtomicBoolean();
  private int users;

  private record Key(EnvironmentId environment, RedisClient client) {}

  private SharedBoard(Key key) {
    this.key = key;
    this.board = Board.of(key.environment(), key.client());
    this.channel = board.listen(this::onText);
  }

  /** Returns the board of a client; whoever asked leaves it in the end. */
  static SharedBoard join(EnvironmentId environment, RedisClient client) {
    synchronized (SharedBoard.class) {
      SharedBoard shared = SHARED.computeIfAbsent(new Key(environment, client), SharedBoard::new);
      shared.users++;
      return shared;
    }
  }

  void leave(Feed feed) {
    feeds.remove(feed);
    synchronized (SharedBoard.class) {
      users--;
      if (users == 0) {
        SHARED.remove(key);
        channel.close();
        board.close();
      }
    }
  }

  Board board() {
    return board;
  }

  void tell(Feed feed) {
    feeds.add(feed);
  }

  /** Subscribes where that is not done yet; waits for nothing. */
  void ensureListening() {
    channel.ensure();
  }

  private void onText(String text) {
    Published published = ChangeCodec.parse(key.environment(), text);
    if (published instanceof BoardChange change) {
      feeds.forEach(feed -> feed.swapSafely(change));
      feeds.forEach(Feed::noteSafely);
      Listeners.wake(feeds.stream().map(Feed::listeners).toList());
      settleSoon();
    } else if (published instanceof Unreadable unreadable) {
      feeds.forEach(feed -> feed.ignore(unreadable));
    }
  }

  // On another thread: putting acknowledgements into words takes longer than all that is done with
  // a change, and the listeners' threads and the next change would wait for it.
  private void settleSoon() {
    if (unsettled.compareAndSet(false, true)) {
      try {
        key.client().getResources().eventExecutorGroup().execute(this::settle);
      } catch (RejectedExecutionException shutDown) {
        // The caller's client is gone, and with it whoever would hear; each gate counts it.
        settle();
      }
    }
  }

  private void settle() {
    unsettled.set(false);
    board.together(() -> feeds.forEach(Feed::settleSafely));
  }
}
