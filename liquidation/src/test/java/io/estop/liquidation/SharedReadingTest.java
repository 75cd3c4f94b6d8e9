package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedReadingTest {
  private static final long BOUND_SECONDS = 20;

  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch asked = new CountDownLatch(1);
  private final AtomicInteger readings = new AtomicInteger();
  private final List<Thread> askers = new ArrayList<>();

  @Test
  void whoAsksWhileAReadingIsUnderWaySharesTheNext() throws Exception {
    SharedReading<Integer> reading = new SharedReading<>(this::slowFirst);
    FutureTask<Integer> first = start(reading::get);
    assertThat(asked.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    List<FutureTask<Integer>> others =
        List.of(start(reading::get), start(reading::get), start(reading::get));
    awaitAllWaiting();

    answered.countDown();

    assertThat(first.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(1);
    for (FutureTask<Integer> other : others) {
      assertThat(other.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
    }
    assertThat(readings.get()).as("one for three").isEqualTo(2);
  }

  @Test
  void nobodyGetsAReadingThatBeganBeforeTheyAsked() {
    SharedReading<Integer> reading = new SharedReading<>(readings::incrementAndGet);

    assertThat(reading.get()).isEqualTo(1);
    assertThat(reading.get()).isEqualTo(2);
  }

  @Test
  void aReadingThatBreaksIsReadAgainByTheOthers() throws Exception {
    SharedReading<Integer> reading = new SharedReading<>(this::brokenSecond);
    start(reading::get);
    assertThat(asked.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    FutureTask<Integer> second = start(reading::get);
    awaitAllWaiting();
    FutureTask<Integer> third = start(reading::get);
    awaitAllWaiting();

    answered.countDown();

    assertThatThrownBy(() -> second.get(BOUND_SECONDS, TimeUnit.SECONDS))
        .hasMessageContaining("a bug");
    assertThat(third.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void restsAfterALongReadingTwiceAsLongAsItTookAndHalfASecondAtMost() {
    SteppedTime time = new SteppedTime();
    SharedReading<Integer> reading = new SharedReading<>(time::reading, time);

    time.takes = Duration.ofMillis(149);
    reading.get();
    time.takes = Duration.ofMillis(150);
    reading.get();
    assertThat(time.slept).isZero();
    time.takes = Duration.ofSeconds(3);
    reading.get();
    assertThat(time.slept).isEqualTo(Duration.ofMillis(300));
    reading.get();
    assertThat(time.slept).isEqualTo(Duration.ofMillis(500));
    time.now = time.now.plusMillis(499);
    reading.get();
    assertThat(time.slept).as("what is left of it").isEqualTo(Duration.ofMillis(1));
  }

  /** Stands still but for readings and rests. */
  private static final class SteppedTime implements SharedReading.Time {
    private Duration now = Duration.ZERO;
    private Duration takes = Duration.ZERO;
    private Duration slept = Duration.ZERO;

    private int reading() {
      now = now.plus(takes);
      return 1;
    }

    @Override
    public long nanos() {
      return now.toNanos();
    }

    @Override
    public void sleep(long nanos) {
      slept = Duration.ofNanos(nanos);
      now = now.plusNanos(nanos);
    }
  }

  private int slowFirst() {
    int number = readings.incrementAndGet();
    if (number == 1) {
      asked.countDown();
      try {
        assertThat(answered.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
    return number;
  }

  private int brokenSecond() {
    int number = slowFirst();
    if (number == 2) {
      throw new IllegalStateException("a bug");
    }
    return number;
  }

  private <T> FutureTask<T> start(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    askers.add(thread);
    thread.start();
    return task;
  }

  private void awaitAllWaiting() {
    long end = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
    while (askers.stream().anyMatch(one -> !isWaiting(one))) {
      assertThat(System.nanoTime()).as("somebody never waited").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }
}
