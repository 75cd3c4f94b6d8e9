package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class BoundedTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  private static final Duration BOUND = Duration.ofMillis(50);
  private static final int MOST_LOOKS = 600;

  @Test
  void whatTakesLongerIsSaidAndItsReadingsComeWithALaterLook() {
    Slow slow = new Slow();
    try (Bounded bounded = Bounded.within(BOUND, slow)) {
      Look first = bounded.look(NOW);
      Look second = bounded.look(NOW.plusSeconds(10));

      assertThat(first.readings()).isEmpty();
      assertThat(first.trouble().orElseThrow())
          .startsWith("it waits for the quotes of 3 instruments and has seen nothing for ");
      assertThat(second.trouble()).isPresent();
      assertThat(slow.looks).as("one look goes on at a time").hasSizeLessThan(2);

      slow.answers.release();
      Look late = untilItSees(bounded, NOW.plusSeconds(20));
      assertThat(late.readings()).extracting(Reading::at).containsExactly(NOW);
      assertThat(late.trouble()).as("it is seen, one look late").isEmpty();

      slow.answers.release(MOST_LOOKS);
      Look next = untilItSees(bounded, NOW.plusSeconds(30));
      assertThat(next.readings()).extracting(Reading::at).startsWith(NOW.plusSeconds(20));
    }
  }

  @Test
  void aSensorThatRaisesIsSaidAndLooksAgain() {
    Slow slow = new Slow();
    slow.answers.release(MOST_LOOKS);
    slow.raises = true;
    try (Bounded bounded = Bounded.within(Duration.ofSeconds(20), slow)) {
      assertThat(bounded.look(NOW).trouble().orElseThrow()).contains("division by zero");
      slow.raises = false;

      assertThat(bounded.look(NOW.plusSeconds(10)).readings()).hasSize(1);
    }
  }

  @Test
  void aBoundOfNothingIsRefused() {
    assertThatThrownBy(() -> Bounded.within(Duration.ZERO, new Slow()))
        .hasMessageContaining("bound must be longer than nothing but was: PT0S");
  }

  /** Each look waits for its bound, so this ends. */
  private static Look untilItSees(Bounded bounded, Instant now) {
    Look look = bounded.look(now);
    for (int i = 0; i < MOST_LOOKS && look.readings().isEmpty(); i++) {
      look = bounded.look(now);
    }
    return look;
  }

  /** Answers when it is let. */
  private static final class Slow implements Sensor {
    private final Semaphore answers = new Semaphore(0);
    private final List<Instant> looks = new CopyOnWriteArrayList<>();
    private volatile boolean raises;

    @Override
    public String name() {
      return "market";
    }

    @Override
    public Set<Metric> metrics() {
      return Set.of(Metric.SPREAD);
    }

    @Override
    public String waitsFor() {
      return "the quotes of 3 instruments";
    }

    @Override
    public Look look(Instant now) {
      looks.add(now);
      answers.acquireUninterruptibly();
      if (raises) {
        throw new IllegalStateException("division by zero");
      }
      return new Look(
          List.of(new Reading(Metric.SPREAD, "AAPL", BigDecimal.ONE, now)), Optional.empty());
    }
  }
}
