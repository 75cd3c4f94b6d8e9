package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.starter.problem.Problem;
import io.estop.starter.wiring.Pools;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells followers when a stop changed. Each followed stop is read once per look, however many
 * follow it; each follower is written to by a thread of its own, so that a slow one delays nobody.
 */
@Component
final class StopFeed implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(StopFeed.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int MOST_FOLLOWERS = 64;

  private final StopView view;
  private final JsonMapper json;
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers =
      Executors.newCachedThreadPool(Pools.named("estop-follower"));
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(Pools.named("estop-feed"));
  // Written and read by the looker alone.
  private boolean troubled;
  // Written on start and stop, read by Spring.
  private volatile boolean running;

  StopFeed(StopView view, JsonMapper json, MeterRegistry meters) {
    this.view = view;
    this.json = json;
    Gauge.builder("estop.feed.followers", followers, Set::size)
        .description("Open event streams")
        .register(meters);
  }

  /**
   * Opens a stream that begins with the stop as it is.
   *
   * @throws Problem 503 when too many follow
   */
  SseEmitter follow(StopId stop) {
    if (followers.size() >= MOST_FOLLOWERS) {
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "at most " + MOST_FOLLOWERS + " may follow at once: ask again, or GET the stop instead");
    }
    Follower follower = new Follower(stop, writers, followers::remove);
    followers.add(follower);
    return follower.emitter();
  }

  @Override
  public void start() {
    running = true;
    looker.scheduleWithFixedDelay(
        this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    looker.scheduleWithFixedDelay(
        () -> followers.forEach(Follower::heartbeat),
        HEARTBEAT.toMillis(),
        HEARTBEAT.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  // A process edge: a store that does not answer must not end the looks.
  private void look() {
    try {
      tellAll();
      troubled = false;
    } catch (RuntimeException failed) {
      if (!troubled) {
        log.warn("followed stops cannot be read: {}", failed.getMessage());
      }
      troubled = true;
      followers.forEach(follower -> follower.trouble("the database does not answer"));
    }
  }

  private void tellAll() {
    Set<StopId> followed = new HashSet<>();
    followers.forEach(follower -> followed.add(follower.stop()));
    Map<StopId, String> now = new ConcurrentHashMap<>();
    for (StopId stop : followed) {
      view.find(stop).ifPresent(found -> now.put(stop, json.writeValueAsString(found)));
    }
    for (Follower follower : followers) {
      String text = now.get(follower.stop());
      if (text != null) {
        follower.tell(text);
      }
    }
  }

  // Before the web server's own graceful stop, which would wait for open streams.
  @Override
  public void stop() {
    running = false;
    looker.shutdownNow();
    followers.forEach(Follower::end);
    writers.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
