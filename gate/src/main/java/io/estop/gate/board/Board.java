package io.estop.gate.board;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The board of one environment. Connects when first used and again whenever the connection broke;
 * every call returns within its timeout, also while Redis is down, and answers failures as values.
 * Every call may be repeated, and one that failed may still take effect later without harm.
 * Thread-safe.
 */
public final class Board implements AutoCloseable {
  private static final String[] UNKNOWN = {""};

  private final EnvironmentId environment;
  private final BoardKeys keys;
  private final RedisClient client;
  private final RedisLink<StatefulRedisConnection<String, String>> link;
  private final Words words;
  // The value read last: written and read by whoever reads, to know it again.
  private volatile @Nullable Known known;

  private Board(EnvironmentId environment, RedisClient client) {
    this.environment = environment;
    this.keys = new BoardKeys(environment);
    this.client = client;
    this.link = new RedisLink<>(client::connect);
    this.words = new Words(link);
  }

  /** One value as text, and what it means. */
  private record Known(String text, BoardValue value, Map<String, Hold> lines) {}

  /** Returns the board behind a client, which stays the caller's to shut down. Does no I/O. */
  public static Board of(EnvironmentId environment, RedisClient client) {
    return new Board(environment, client);
  }

  /** Returns whose board this is. */
  public EnvironmentId environment() {
    return environment;
  }

  /**
   * Presses: merges one hold as {@link Hold#merge} does, whatever state the board is in, and tells
   * every gate. Also loosens, by a hold of a later revision. Refused as RELEASED, or as ENDED where
   * the stop has ended (a later revision of a hold that stands is still merged).
   */
  public Answer<Change> add(Hold hold, Duration timeout) {
    return change(Script.ADD, timeout, environment.toString(), HoldLine.of(hold));
  }

  /**
   * The same, sent before this returns; the answer is there within the timeout and never an
   * exception. For the press, which has more to do meanwhile.
   */
  public CompletableFuture<Answer<Change>> adding(Hold hold, Duration timeout) {
    CompletableFuture<Answer<List<String>>> sent =
        link.ask(
            timeout,
            redis -> Scripts.run(redis, Script.ADD, names(), arguments(HoldLine.of(hold))));
    return sent.thenApply(answer -> answer.then(Change::of));
  }

  /**
   * Goes the way of a press without effect: Redis refuses a hold that is none, and knows the script
   * from then on. Returns whether Redis answered.
   */
  public boolean rehearse(Duration timeout) {
    return link.call(
            timeout,
            redis ->
                Scripts.run(redis, Script.ADD, names(), arguments(""))
                    .handle((answer, failure) -> refusedByRedis(failure)))
        .equals(new Answer.Done<>(true));
  }

  private static boolean refusedByRedis(@Nullable Throwable failure) {
    return failure instanceof RedisCommandExecutionException
        || (failure instanceof CompletionException && refusedByRedis(failure.getCause()));
  }

  private String[] names() {
    return new String[] {keys.board(), keys.lease()};
  }

  private String[] arguments(String line) {
    return new String[] {environment.toString(), line};
  }

  /** Releases all holds of a stop, for ever. Refused as NO_BOARD where there is nothing to read. */
  public Answer<Change> release(StopId stopId, Duration timeout) {
    return merge(new BoardContent(List.of(), Set.of(stopId), List.of()), timeout);
  }

  /** Remembers that a stop has ended; its holds stay. Refused as NO_BOARD. */
  public Answer<Change> end(StopId stopId, Duration timeout) {
    return merge(new BoardContent(List.of(), Set.of(), List.of(stopId)), timeout);
  }

  /** Merges what the flag knows, in one change. Refused as NO_BOARD. */
  public Answer<Change> merge(BoardContent content, Duration timeout) {
    return change(Script.MERGE, timeout, environment.toString(), BoardCodec.lines(content));
  }

  /**
   * Opens a new incarnation under the current Redis process, keeping the holds it finds (rule R4).
   * Unleased until the keeper has read it. Refused as NEWER_INCARNATION.
   *
   * @param incarnation taken from PostgreSQL just before, 1 or more
   */
  public Answer<Change> refill(long incarnation, BoardContent content, Duration timeout) {
    if (incarnation < 1) {
      throw new IllegalArgumentException("incarnation must be 1 or more but was: " + incarnation);
    }
    return change(
        Script.REFILL,
        timeout,
        environment.toString(),
        Long.toString(incarnation),
        BoardCodec.lines(content));
  }

  /** Reads board, lease and the time of Redis in one atomic call. */
  public Answer<Reading> read(Duration timeout) {
    // No component, no limits: the lease stands in for a key that never holds any.
    String[] names = {keys.board(), keys.lease(), keys.lease()};
    return link.call(timeout, redis -> Scripts.<String>run(redis, Script.READ, names, UNKNOWN))
        .map(answer -> reading(answer, null));
  }

  /**
   * Reads as a component does: its limits too, and the board's text only where it differs from the
   * known one. The answer is there within the timeout, and no exception.
   */
  public CompletableFuture<Answer<Reading>> poll(
      String component, @Nullable BoardState known, Duration timeout) {
    String[] names = {keys.board(), keys.lease(), keys.limits(component)};
    String[] arguments = known == null ? UNKNOWN : new String[] {known.sum()};
    return link.ask(timeout, redis -> Scripts.<String>run(redis, Script.READ, names, arguments))
        .thenApply(answer -> answer.map(read -> reading(read, known)));
  }

  /**
   * Renews the lease (rules R1, R3): it names the board as the keeper read it, and ends one length
   * after the Redis time taken before the flag was read, however late this call arrives. Refused as
   * NO_BOARD, NEEDS_REFILL, BOARD_CHANGED or LEASE_PAST_ITS_END. Never shortens a lease.
   *
   * @param read a reading of the board made before the flag was read
   * @param length of the lease, margin for clock drift taken off by the caller
   */
  public Answer<Change> renewLease(Reading read, Duration length, Duration timeout) {
    if (!(read.board() instanceof BoardState board)) {
      return new Answer.Refused<>(Refusal.NO_BOARD, Refusal.NO_BOARD + " was read");
    }
    return change(
        Script.LEASE,
        timeout,
        environment.toString(),
        read.run(),
        Long.toString(board.version().incarnation()),
        Long.toString(board.version().epoch()),
        board.sum(),
        Long.toString(read.redisMillis()),
        Long.toString(read.redisMillis() + length.toMillis()));
  }

  /** Registers the limits of a component, for REDUCED. */
  public Answer<String> writeLimits(String component, Limits limits, Duration timeout) {
    String key = keys.limits(component);
    return link.call(timeout, redis -> redis.async().set(key, limits.toText()));
  }

  /** Writes what a gate says of itself, in its own field. Waits for nothing. */
  public CompletionStage<?> acknowledge(Acknowledgement said) {
    return words.say(
        keys.acknowledgement(said.component()),
        said.instance(),
        AcknowledgementCodec.text(environment, said));
  }

  /** Takes away what a gate that is closed said of itself. Waits for nothing. */
  public CompletionStage<?> withdraw(String component, String instance) {
    return words.say(keys.acknowledgement(component), instance, null);
  }

  /** Runs what makes many gates acknowledge; what they say leaves in one write at its end. */
  public void together(Runnable acknowledging) {
    words.together(acknowledging);
  }

  /** Returns what each of these components says of itself, in their order. */
  public Answer<List<ComponentReport>> acknowledgements(
      Collection<String> components, Duration timeout) {
    return Reports.read(link, environment, List.copyOf(components), timeout);
  }

  /**
   * Forgets instances of these components that were silent for so long, and whatever no longer can
   * be read because it is over a bound. Who lives writes again with the next heartbeat.
   *
   * @return how many were forgotten
   */
  public Answer<Integer> tidy(Collection<String> components, Duration silence, Duration timeout) {
    return Reports.tidy(link, environment, List.copyOf(components), silence, timeout);
  }

  /** Listens to changes until closed; each text is what {@link ChangeCodec#parse} reads. */
  public BoardChannel listen(Consumer<String> onText) {
    return new BoardChannel(client, keys.board(), onText);
  }

  /** Closes the connection, not the client. */
  @Override
  public void close() {
    link.close();
  }

  private Answer<Change> change(Script script, Duration timeout, String... arguments) {
    String[] names = {keys.board(), keys.lease()};
    return link.call(timeout, redis -> Scripts.<String>run(redis, script, names, arguments))
        .then(Change::of);
  }

  private Reading reading(List<String> answer, @Nullable BoardState known) {
    return new Reading(
        answer.get(0),
        Long.parseLong(answer.get(1)),
        board(answer.get(2), answer.get(3).equals("1") ? known : null),
        Lease.parse(answer.get(4)),
        Limits.parse(answer.get(5)));
  }

  private BoardValue board(String text, @Nullable BoardState same) {
    if (same != null) {
      return same;
    }
    return text.isEmpty() ? new Unreadable("no board") : parsed(text);
  }

  // Many gates of one process read the same value, and the next differs in a line or two.
  private BoardValue parsed(String text) {
    Known before = known;
    if (before != null && before.text().equals(text)) {
      return before.value();
    }
    Map<String, Hold> lines = new HashMap<>();
    BoardValue value =
        BoardCodec.parse(environment, text, before == null ? Map.of() : before.lines(), lines);
    known = new Known(text, value, lines);
    return value;
  }
}
