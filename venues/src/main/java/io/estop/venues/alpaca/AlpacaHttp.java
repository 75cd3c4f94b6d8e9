package io.estop.venues.alpaca;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's connection: every request has a deadline that covers its answer's last byte, passes
 * the request budget, and is never repeated here. Safe for use by many threads.
 */
final class AlpacaHttp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlpacaHttp.class);

  /** Far above 500 orders or 200 quotes, far below what hurts. */
  private static final int MOST_BODY_BYTES = 16 * 1024 * 1024;

  /** What the venue's own client waits where 429 names no time. */
  private static final Duration USUAL_PAUSE = Duration.ofSeconds(3);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
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
  private final HttpClient client;
  private final Semaphore orderSlots;
  private final Semaphore otherSlots;

  AlpacaHttp(AlpacaSettings settings, Clock clock, RequestBudget budget) {
    this.settings = settings;
    this.clock = clock;
    this.budget = budget;
    this.executor = Executors.newFixedThreadPool(threads(settings), AlpacaHttp::daemon);
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
    return start("GET", uri, deadline).get();
  }

  /** Sends all at once, as far as slots and budget let it, and waits for each. */
  List<Reply> getAll(List<URI> uris, Deadline deadline) {
    List<Supplier<Reply>> started = uris.stream().map(uri -> start("GET", uri, deadline)).toList();
    return started.stream().map(Supplier::get).toList();
  }

  Reply delete(URI uri, Deadline deadline) {
    return start("DELETE", uri, deadline).get();
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
    Reply reply = await(send("POST", uri, body, orderSlots, deadline), "POST", uri, deadline);
    return reply instanceof Reply.NoReply none && body.revoke()
        ? new Reply.NeverLeft(none.why())
        : reply;
  }

  @Override
  public void close() {
    executor.shutdown();
  }

  private Supplier<Reply> start(String method, URI uri, Deadline deadline) {
    long wait = deadline.leftNanos() / 2;
    if (!take(otherSlots, RequestBudget.Use.CANCEL_OR_READ, wait)) {
      Reply none = new Reply.NeverLeft(method + " " + uri.getPath() + ": " + noRoom(wait));
      return () -> none;
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        send(method, uri, BodyPublishers.noBody(), otherSlots, deadline);
    return () -> await(answer, method, uri, deadline);
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

  private CompletableFuture<HttpResponse<byte[]>> send(
      String method, URI uri, BodyPublisher body, Semaphore slots, Deadline deadline) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, body)
            .timeout(Duration.ofNanos(Math.max(1, deadline.leftNanos())))
            .header("APCA-API-KEY-ID", settings.keyId())
            .header("APCA-API-SECRET-KEY", settings.secretKey())
            .header("Accept", "application/json")
            .header("Content-Type", "application/json")
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, information -> new BoundedBody(MOST_BODY_BYTES));
    answer.whenComplete((response, failure) -> slots.release());
    return answer;
  }

  private Reply await(
      CompletableFuture<HttpResponse<byte[]>> answer, String method, URI uri, Deadline deadline) {
    String what = method + " " + uri.getPath();
    try {
      return got(answer.get(deadline.leftNanos(), TimeUnit.NANOSECONDS), what);
    } catch (TimeoutException late) {
      answer.cancel(true);
      return none(
          what + ": no whole answer within " + settings.requestTimeout().toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return none(what + ": interrupted");
    } catch (ExecutionException failed) {
      return none(what + ": " + reason(failed));
    }
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

  private static String reason(ExecutionException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ", " + message);
  }

  private static String noRoom(long waitNanos) {
    return Thread.currentThread().isInterrupted()
        ? "interrupted"
        : "no room in the request budget within "
            + TimeUnit.NANOSECONDS.toMillis(waitNanos)
            + " ms";
  }

  /** The client's threads only move bytes; callers parse. */
  private static int threads(AlpacaSettings settings) {
    return Math.max(
        2, Math.min(settings.parallelism(), Runtime.getRuntime().availableProcessors()));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "alpaca-http");
    thread.setDaemon(true);
    return thread;
  }
}
