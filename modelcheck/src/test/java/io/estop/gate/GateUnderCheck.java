package io.estop.gate;

import io.estop.gate.board.Board;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardCodec;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ChangeCodec;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.modelcheck.Capture;
import io.estop.modelcheck.redis.MemoryClient;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The real gate, without its threads: fed step by step, its memory taken out and put back. */
public final class GateUnderCheck {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "Feed.line",
          "Feed.identity",
          "Feed.nanoClock",
          "Feed.listeners",
          "Feed.failures",
          "Acknowledger.line",
          "Acknowledger.inside",
          "Acknowledger.identity",
          "Acknowledger.failures");

  /** More starts than any world has. */
  private static final int STARTS = 4;

  private final MemoryClient client;
  private final Board board;
  private final List<TradingGate> starts = new ArrayList<>();
  private final List<Capture> memories = new ArrayList<>();
  private final @Nullable Object[] fresh;
  private final int snapshotAt;
  private final int acceptedAt;
  private int now;
  private long nowNanos;
  private long askedNanos;
  private boolean asking;

  /**
   * @param component its name
   * @param staleAfter how long a reading counts
   */
  public GateUnderCheck(
      EnvironmentId environment, String component, MemoryClient client, Duration staleAfter) {
    this.client = client;
    this.board = Board.of(environment, client);
    // Every poll acknowledges: a heartbeat is never the later thing.
    Timing timing = new Timing(Duration.ofMillis(1), staleAfter, Duration.ofMillis(1));
    for (int start = 1; start <= STARTS; start++) {
      TradingGate gate =
          TradingGate.builder(environment, component, client)
              .nanoClock(() -> asking ? askedNanos : nowNanos)
              .timing(timing)
              .instance(component + "-" + start)
              .unfed();
      starts.add(gate);
      memories.add(new Capture(gate.feed(), LEFT_OUT));
    }
    this.fresh = memories.get(0).take();
    this.snapshotAt = names().indexOf("Feed.snapshot");
    this.acceptedAt = names().indexOf("GateMemory.accepted");
    // Connected now, nothing waits for a thread later.
    starts.forEach(gate -> gate.feed().poll().toCompletableFuture().join());
    board.poll(component, null, timing.staleAfter()).join();
  }

  /** Returns the memory of a gate that has just been started. */
  public @Nullable Object[] fresh() {
    return fresh;
  }

  /** Goes on as the gate with this memory, started for the so-manieth time, at this time. */
  public void restore(@Nullable Object[] values, int start, long nanos) {
    now = start - 1;
    memories.get(now).put(values);
    nowNanos = nanos;
    // Between any two things that a gate says lies more than its heartbeat.
    give("saidNanos", nanos - 1_000_000_000L);
  }

  public @Nullable Object[] take() {
    return memories.get(now).take();
  }

  public List<String> names() {
    return memories.get(0).names();
  }

  /** Redis is asked now, and answers now; the answer is under way. */
  public List<String> ask(String component) {
    board.poll(component, known(), Duration.ofDays(1)).join();
    List<String> answer = client.lastReading();
    if (answer == null) {
      throw new IllegalStateException("a poll reads nothing");
    }
    return answer;
  }

  /** The answer of a poll comes: the whole of the real poll, its first half in the past. */
  public void hear(List<String> answer, long asked) {
    askedNanos = asked;
    asking = true;
    client.replay(answer, () -> asking = false);
    gate().feed().poll();
    asking = false;
  }

  /** A message comes. */
  public void hear(String text) {
    gate().feed().onText(text);
  }

  /** Returns whether an order would be allowed. */
  public boolean allows(OrderRequest order) {
    return gate().look(order).allowed();
  }

  /** Returns what orders are judged by. */
  public Object snapshot() {
    return gate().feed().snapshot();
  }

  /** Returns whether the gate keeps a hold of that stop, and so has said. */
  public boolean keeps(StopId stop) {
    return gate().holds().stream().anyMatch(hold -> hold.stopId().equals(stop));
  }

  /** Returns whether an order would be allowed with that memory at that time. */
  public boolean allows(@Nullable Object[] values, OrderRequest order, long nanos) {
    Snapshot snapshot = (Snapshot) values[snapshotAt];
    return snapshot != null && snapshot.judge(order, nanos).allowed();
  }

  /** Returns why an order is denied, for people. */
  public String says(OrderRequest order) {
    return gate().look(order).toString();
  }

  private @Nullable BoardState known() {
    return (BoardState) memories.get(now).take()[acceptedAt];
  }

  private TradingGate gate() {
    return starts.get(now);
  }

  /** Returns the version of a board or of a change as one number; 0 where the text is none. */
  public static long version(EnvironmentId environment, String text) {
    BoardVersion version =
        BoardCodec.parse(environment, text) instanceof BoardState board
            ? board.version()
            : ChangeCodec.parse(environment, text) instanceof BoardChange change
                ? change.version()
                : new BoardVersion(0, 0);
    return version.incarnation() * 1_000 + version.epoch();
  }

  private void give(String name, Object value) {
    Object acknowledger = read(gate().feed(), "acknowledger");
    try {
      Field field = acknowledger.getClass().getDeclaredField(name);
      field.setAccessible(true);
      field.set(acknowledger, value);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }

  private static Object read(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }
}
