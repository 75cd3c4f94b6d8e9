package io.estop.venues.alpaca;

import io.estop.venues.BoundedBody;
import io.estop.venues.Deadline;
import io.estop.venues.RequestBudget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's connection: every request has a deadline that covers its answer's last byte, passes
 * the request budget, and is never repeated here. Safe for use by many threads.
 */
final class AlpacaHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlpacaHttp.class);

  /** What the venue's own client waits where 429 names no time. */
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(3);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Enough for the quotes of a thousand positions in one go. */
  private static final int MOST_ASKERS = 8;

  private static final int TOO_MANY_REQUESTS = 429;
  private static final String KEEP_ALIVE = "jdk.httpclient.keepalive.timeout";
  private static final String KEEP_ALIVE_SECONDS = "20";

  static {
    // JDK 17 keeps idle connections for 20 minutes, longer than most routers remember them; the
    // first order of a stop would go into one that is dead. Newer JDKs keep them for 30 s.
    if (System.getProperty(KEEP_ALIVE) == null) {
      System.setProperty(KEEP_ALIVE, KEEP_ALIVE_SECONDS);
    }
  }

  private final AlpacaSettings settings;
  private final Clock clock;
  private final RequestBudget budget;
  private final ExecutorService executor;

  /** Ask for the parts of one question side by side. */
  private final ExecutorService askers;

  private final HttpClient client;
  private final Semaphore orderSlots;
  private final Semaphore otherSlots;

  AlpacaHttp(AlpacaSettings settings, Clock clock, RequestBudget budget) {
    this.settings = settings;
    this.clock = clock;
    this.budget = budget;
    this.executor = Executors.newFixedThreadPool(threads(settings), AlpacaHttp::daemon);
    this.askers = Executors.newFixedThreadPool(askers(settings), AlpacaHttp::daemon);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.requestTimeout())
            .executor(executor)
            .build();
    this.orderSlots = new Semaphore(settings.parallelism());
    this.otherSlots = new Semaphore(settings.parallelism());
  }

  /** Returns the deadline of a call that begins now. */
  Deadline deadline() {
    return Deadline.in(settings.requestTimeout());
  }

  Reply get(URI uri, Deadline deadline) {
    return ask("GET", uri, deadline);
  }

  /**
   * Sends all at once, as far as slots and budget let it, and waits for each.
   *
   * @param parse reads a reply while others are still on their way; on threads of its own
   */
  <T> List<T> getAll(List<URI> uris, Deadline deadline, Function<Reply, T> parse) {
    return all(uris, uri -> parse.apply(get(uri, deadline)));
  }

  /** The same for what nothing waits for: never with the requests kept for cancels and reads. */
  <T> List<T> getAllSpare(List<URI> uris, Deadline deadline, BiFunction<URI, Reply, T> parse) {
    return all(
        uris,
        uri ->
            parse.apply(
                uri,
                ask("GET", uri, BodyPublishers.noBody(), RequestBudget.Use.SPARE_READ, deadline)));
  }

  private <T> List<T> all(List<URI> uris, Function<URI, T> ask) {
    if (uris.size() <= 1) {
      return uris.stream().map(ask).toList();
    }
    List<CompletableFuture<T>> started =
        uris.stream()
            .map(uri -> CompletableFuture.supplyAsync(() -> ask.apply(uri), askers))
            .toList();
    return started.stream().map(CompletableFuture::join).toList();
  }

  Reply delete(URI uri, Deadline deadline) {
    return ask("DELETE", uri, deadline);
  }

  /** Changes something about the account; it changes nothing when it is done twice. */
  Reply patch(URI uri, byte[] body, Deadline deadline) {
    return change("PATCH", uri, body, deadline);
  }

  /** The same. */
  Reply put(URI uri, byte[] body, Deadline deadline) {
    return change("PUT", uri, body, deadline);
  }

  private Reply change(String method, URI uri, byte[] body, Deadline deadline) {
    return ask(
        method, uri, BodyPublishers.ofByteArray(body), RequestBudget.Use.CANCEL_OR_READ, deadline);
  }

  /** Sends an order once. */
  Reply post(URI uri, OneShotBody body, Deadline deadline) {
    long wait = deadline.leftNanos() / 2;
    if (body.isTooLate()) {
      return new Reply.NeverLeft("the send-by time is over");
    }
    if (!take(orderSlots, RequestBudget.Use.ORDER, wait)) {
      return new Reply.NeverLeft(noRoom(wait));
    }
    if (body.isTooLate()) {
      orderSlots.release();
      return new Reply.NeverLeft("the send-by time went by waiting for the request budget");
    }
    Reply reply = send("POST", uri, body, orderSlots, deadline);
    return reply instanceof Reply.NoReply none && body.revoke()
        ? new Reply.NeverLeft(none.why())
        : reply;
  }

  @Override
  public void close() {
    askers.shutdown();
    executor.shutdown();
  }

  private Reply ask(String method, URI uri, Deadline deadline) {
    return ask(method, uri, BodyPublishers.noBody(), RequestBudget.Use.CANCEL_OR_READ, deadline);
  }

  private Reply ask(
      String method, URI uri, BodyPublisher body, RequestBudget.Use use, Deadline deadline) {
    long wait = deadline.leftNanos() / 2;
    return take(otherSlots, use, wait)
        ? send(method, uri, body, otherSlots, deadline)
        : new Reply.NeverLeft(method + " " + uri.getPath() + ": " + noRoom(wait));
  }

  /** Returns how long until the budget has room for so many orders. */
  Duration untilRoomFor(int orders) {
    return budget.untilRoomFor(orders);
  }

  /** Returns how many orders the budget has room for at once. */
  int ordersNow() {
    return budget.ordersNow();
  }

  /** Takes a slot and a request; the wait for them leaves at least half of the call's time. */
  private boolean take(Semaphore slots, RequestBudget.Use use, long atMostNanos) {
    long end = System.nanoTime() + atMostNanos;
    try {
      if (!slots.tryAcquire(atMostNanos, TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
    boolean taken = budget.await(use, Math.max(0, end - System.nanoTime()));
    if (!taken) {
      slots.release();
    }
    return taken;
  }

  /**
   * Sends on the caller's thread: the client's sendAsync starts a thread per answer on small
   * machines and took three times as long. Gives the slot back.
   */
  private Reply send(
      String method, URI uri, BodyPublisher body, Semaphore slot, Deadline deadline) {
    String what = method + " " + uri.getPath();
    try {
      return got(
          client.send(request(method, uri, body, deadline), head -> new BoundedBody(deadline)),
          what);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return none(what + ": interrupted");
    } catch (IOException failed) {
      return none(what + ": " + failed.getClass().getSimpleName() + ", " + failed.getMessage());
    } finally {
      slot.release();
    }
  }

  private HttpRequest request(String method, URI uri, BodyPublisher body, Deadline deadline) {
    return HttpRequest.newBuilder(uri)
        .method(method, body)
        .timeout(Duration.ofNanos(Math.max(1, deadline.leftNanos())))
        .header("APCA-API-KEY-ID", settings.keyId())
        .header("APCA-API-SECRET-KEY", settings.secretKey())
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .build();
  }

  private Reply got(HttpResponse<byte[]> response, String what) {
    LOG.debug("{} {}: HTTP {}", settings.name(), what, response.statusCode());
    if (response.statusCode() == TOO_MANY_REQUESTS) {
      budget.pauseOrders(pause(response));
    }
    return new Reply.Got(response.statusCode(), response.body());
  }

  private Reply none(String why) {
    LOG.debug("{} {}", settings.name(), why);
    return new Reply.NoReply(why);
  }

  private Duration pause(HttpResponse<byte[]> response) {
    Duration asked =
        response.headers().firstValue("Retry-After").map(this::retryAfter).orElse(USUAL_PAUSE);
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private Duration retryAfter(String text) {
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(clock.instant(), until);
    } catch (DateTimeException neitherSecondsNorDate) {
      LOG.debug("{} Retry-After is neither seconds nor a date: {}", settings.name(), text);
      return USUAL_PAUSE;
    }
  }

  private static String noRoom(long waitNanos) {
    return Thread.currentThread().isInterrupted()
        ? "interrupted"
        : "the request budget or the venue's own pause has no room within "
            + TimeUnit.NANOSECONDS.toMillis(waitNanos)
            + " ms";
  }

  /** The client's threads only move bytes; callers parse. */
  private static int threads(AlpacaSettings settings) {
    return Math.max(
        2, Math.min(settings.parallelism(), Runtime.getRuntime().availableProcessors()));
  }

  private static int askers(AlpacaSettings settings) {
    return Math.min(settings.parallelism(), MOST_ASKERS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "alpaca-http");
    thread.setDaemon(true);
    return thread;
  }
}
