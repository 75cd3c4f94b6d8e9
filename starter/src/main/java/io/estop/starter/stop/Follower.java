package io.estop.starter.stop;

import io.estop.model.StopId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** One open stream. Only the newest state waits for a slow reader; older ones are left out. */
final class Follower {
  // Browsers connect again by themselves.
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int RECONNECT_MILLIS = 1_000;

  private final StopId stop;
  private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
  private final ExecutorService writers;
  private final Consumer<Follower> gone;
  private final AtomicReference<@Nullable SseEventBuilder> waiting = new AtomicReference<>();
  private final AtomicBoolean writing = new AtomicBoolean();
  // Written and read by the feed's looker alone.
  private String told = "";

  Follower(StopId stop, ExecutorService writers, Consumer<Follower> gone) {
    this.stop = stop;
    this.writers = writers;
    this.gone = gone;
    emitter.onCompletion(() -> gone.accept(this));
    emitter.onError(failed -> gone.accept(this));
    emitter.onTimeout(emitter::complete);
  }

  StopId stop() {
    return stop;
  }

  SseEmitter emitter() {
    return emitter;
  }

  /** Sends the stop, if it is not what was told last. Waits for nothing. */
  void tell(String json) {
    if (!json.equals(told)) {
      told = json;
      offer(
          SseEmitter.event()
              .name("stop")
              .reconnectTime(RECONNECT_MILLIS)
              .data(json, MediaType.TEXT_PLAIN));
    }
  }

  /** Says that what was told last may be old. */
  void trouble(String text) {
    if (!told.isEmpty()) {
      told = "";
      offer(SseEmitter.event().name("trouble").data(text, MediaType.TEXT_PLAIN));
    }
  }

  /** Keeps the connection open, and finds out when nobody reads it any more. */
  void heartbeat() {
    if (waiting.get() == null) {
      offer(SseEmitter.event().comment("still here"));
    }
  }

  void end() {
    emitter.complete();
  }

  private void offer(SseEventBuilder event) {
    waiting.set(event);
    write();
  }

  private void write() {
    if (writing.compareAndSet(false, true)) {
      try {
        writers.execute(this::writeWaiting);
      } catch (RejectedExecutionException stopping) {
        gone.accept(this);
      }
    }
  }

  private void writeWaiting() {
    try {
      SseEventBuilder event = waiting.getAndSet(null);
      if (event != null) {
        emitter.send(event);
      }
    } catch (IOException | IllegalStateException closed) {
      // The reader went away: that is how streams end.
      gone.accept(this);
      return;
    } finally {
      writing.set(false);
    }
    if (waiting.get() != null) {
      write();
    }
  }
}
