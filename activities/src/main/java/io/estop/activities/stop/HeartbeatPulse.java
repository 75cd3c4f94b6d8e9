package io.estop.activities.stop;

import io.estop.liquidation.Pulse;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Heartbeats of one activity: sent each second from a timer thread, since a wave may wait longer
 * for a venue; when Temporal has given the activity to somebody else, the next beat ends it here.
 */
final class HeartbeatPulse implements Pulse, AutoCloseable {
  private static final long PERIOD_MILLIS = 1_000;

  private final AtomicReference<ActivityCompletionException> ended = new AtomicReference<>();
  private final ScheduledFuture<?> beats;

  HeartbeatPulse(ActivityExecutionContext context, ScheduledExecutorService timer) {
    this.beats =
        timer.scheduleAtFixedRate(
            () -> heartbeat(context), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void heartbeat(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException over) {
      ended.compareAndSet(null, over);
    }
  }

  @Override
  public void beat() {
    ActivityCompletionException over = ended.get();
    if (over != null) {
      throw over;
    }
  }

  @Override
  public void pause(Duration duration) {
    beat();
    Pauses.pause(duration);
  }

  @Override
  public void close() {
    beats.cancel(false);
  }
}
