package io.estop.gate;

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
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The real gate, without its threads: fed step by step, its memory taken out and put back. */
public final class GateUnderCheck {
  private final MemoryClient client;
  private final TradingGate gate;
  private final Capture memory;
  private final Object[] fresh;
  private final int snapshotAt;
  private final int acceptedAt;
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
    LongSupplier clock = () -> asking ? askedNanos : nowNanos;
    // Every poll acknowledges: a heartbeat is never the later thing.
    Timing timing = new Timing(Duration.ofMillis(1), staleAfter, Duration.ofMillis(1));
    this.gate =
        TradingGate.builder(environment, component, client).nanoClock(clock).timing(timing).unfed();
    this.memory =
        new Capture(
            gate.feed(),
            Set.of(
                "Feed.board",
                "Feed.nanoClock",
                "Feed.listeners",
                "Feed.failures",
                "Acknowledger.board",
                "Acknowledger.failures",
                "Acknowledger.announcements",
                "Acknowledger.instance"));
    this.fresh = memory.take();
    this.snapshotAt = memory.names().indexOf("Feed.snapshot");
    this.acceptedAt = memory.names().indexOf("GateMemory.accepted");
  }

  /** Returns the memory of a gate that has just been started. */
  public @Nullable Object[] fresh() {
    return fresh;
  }

  /** Goes on as the gate with this memory and name of its start, at this time. */
  public void restore(@Nullable Object[] values, String instance, long nanos) {
    memory.put(values);
    nowNanos = nanos;
    give("instance", instance);
    // Between any two things that a gate says lies more than its heartbeat.
    give("saidNanos", nanos - 1_000_000_000L);
  }

  public @Nullable Object[] take() {
    return memory.take();
  }

  public List<String> names() {
    return memory.names();
  }

  /** Redis is asked now, and answers now; the answer is under way. */
  public List<String> ask(String component) {
    BoardState known = known();
    boardOf(gate).poll(component, known, Duration.ofDays(1));
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
    gate.feed().poll();
    asking = false;
  }

  /** A message comes. */
  public void hear(String text) {
    gate.feed().onText(text);
  }

  /** Returns whether an order would be allowed. */
  public boolean allows(OrderRequest order) {
    return gate.look(order).allowed();
  }

  /** Returns what orders are judged by. */
  public Object snapshot() {
    return gate.feed().snapshot();
  }

  /** Returns whether the gate keeps a hold of that stop, and so has said. */
  public boolean keeps(StopId stop) {
    return gate.holds().stream().anyMatch(hold -> hold.stopId().equals(stop));
  }

  /** Returns whether an order would be allowed with that memory at that time. */
  public boolean allows(@Nullable Object[] values, OrderRequest order, long nanos) {
    Snapshot snapshot = (Snapshot) values[snapshotAt];
    return snapshot != null && snapshot.judge(order, nanos).allowed();
  }

  /** Returns why an order is denied, for people. */
  public String says(OrderRequest order) {
    return gate.look(order).toString();
  }

  private @Nullable BoardState known() {
    return (BoardState) memory.take()[acceptedAt];
  }

  private static io.estop.gate.board.Board boardOf(TradingGate gate) {
    return (io.estop.gate.board.Board) read(gate.feed(), "board");
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
    Object acknowledger = read(gate.feed(), "acknowledger");
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
