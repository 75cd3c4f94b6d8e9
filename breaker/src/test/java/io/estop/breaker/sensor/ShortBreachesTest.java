package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A hundred breaches that last up to one tick of ten seconds, at a random moment of it. Whoever
 * looks only at ticks misses those that lie between two.
 */
class ShortBreachesTest {
  private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");
  private static final int TICK_MILLIS = 10_000;
  private static final int SAMPLE_MILLIS = 250;
  private static final int BREACHES = 100;
  private static final BigDecimal CALM = new BigDecimal("1");
  private static final BigDecimal BREACH = new BigDecimal("9");

  private final MovedClock clock = new MovedClock();

  private record Breach(int beginsMillis, int lastsMillis) {
    BigDecimal at(long millis) {
      return millis >= beginsMillis && millis < beginsMillis + lastsMillis ? BREACH : CALM;
    }

    int samples() {
      int samples = 0;
      for (int at = 0; at < 4 * TICK_MILLIS; at += SAMPLE_MILLIS) {
        samples += at(at).equals(BREACH) ? 1 : 0;
      }
      return samples;
    }
  }

  @Test
  void eachBreachWithTwoReadingsInItIsFound() {
    SplittableRandom chance = new SplittableRandom(44);
    int foundAtTicks = 0;
    int foundBetween = 0;
    for (Breach breach : breaches(chance)) {
      foundAtTicks += judged(breach, false).trip().isPresent() ? 1 : 0;
      foundBetween += judged(breach, true).trip().isPresent() ? 1 : 0;
    }

    System.out.println(
        "seed 44: of "
            + BREACHES
            + " breaches shorter than the tick "
            + foundBetween
            + " were found with readings in between, "
            + foundAtTicks
            + " at ticks alone");
    assertThat(foundBetween).isEqualTo(BREACHES);
    assertThat(foundAtTicks).isLessThan(BREACHES / 2);
  }

  @Test
  void aSensorThatRaisesIsSaidAndTheNextLookIsTaken() {
    Broken broken = new Broken();
    Sensor guarded = new Guarded(broken);

    assertThat(guarded.look(START).trouble().orElseThrow())
        .contains("profit failed")
        .contains("once");
    assertThat(guarded.look(START.plusSeconds(10)).readings()).hasSize(1);
  }

  @Test
  void aSensorThatRaisesBetweenTicksIsSaidAtTheTick() {
    Sampled sampled = Sampled.byHand(new Broken(), clock);
    sampled.sample();
    clock.millis += SAMPLE_MILLIS;
    sampled.sample();

    Look look = sampled.look(START);
    assertThat(look.trouble().orElseThrow()).contains("profit failed");
    assertThat(look.readings()).hasSize(1);
    assertThat(sampled.look(START).trouble()).as("told once").isEmpty();
  }

  @Test
  void aSensorThatHasNotLookedYetSaysSo() {
    assertThat(Sampled.byHand(new Broken(), clock).look(START).trouble())
        .contains("it has not looked yet");
  }

  @Test
  void readingsThatDoNotFitAreTold() {
    Sampled sampled = Sampled.byHand(source(new Breach(0, 0)), clock);
    for (int i = 0; i < 10_005; i++) {
      sampled.sample();
    }

    Look look = sampled.look(START);
    assertThat(look.readings()).hasSize(10_000);
    assertThat(look.trouble()).contains("5 readings of profit did not fit and were dropped");
  }

  /**
   * Breaches that begin within a tick and end before the next, with two samples in them or more.
   */
  private static List<Breach> breaches(SplittableRandom chance) {
    List<Breach> breaches = new ArrayList<>();
    while (breaches.size() < BREACHES) {
      Breach breach =
          new Breach(TICK_MILLIS + chance.nextInt(TICK_MILLIS), chance.nextInt(TICK_MILLIS));
      if (breach.samples() >= 2) {
        breaches.add(breach);
      }
    }
    return breaches;
  }

  private Judge judged(Breach breach, boolean between) {
    Judge judge = Judge.above(Metric.DAILY_LOSS, "5");
    clock.millis = 0;
    Sensor source = source(breach);
    Sampled sampled = Sampled.byHand(source, clock);
    for (clock.millis = 0; clock.millis < 4 * TICK_MILLIS; clock.millis += SAMPLE_MILLIS) {
      sampled.sample();
      if (clock.millis % TICK_MILLIS == 0) {
        judge.take(between ? sampled.look(clock.instant()) : source.look(clock.instant()));
      }
    }
    return judge.take(between ? sampled.look(clock.instant()) : source.look(clock.instant()));
  }

  private static Sensor source(Breach breach) {
    return new Sensor() {
      @Override
      public String name() {
        return "profit";
      }

      @Override
      public Set<Metric> metrics() {
        return Set.of(Metric.DAILY_LOSS);
      }

      @Override
      public Look look(Instant now) {
        BigDecimal value = breach.at(Duration.between(START, now).toMillis());
        return new Look(List.of(new Reading(Metric.DAILY_LOSS, value, now)), Optional.empty());
      }
    };
  }

  /** Raises once, as the peers' profit call did. */
  private static final class Broken implements Sensor {
    private boolean raised;

    @Override
    public String name() {
      return "profit";
    }

    @Override
    public Set<Metric> metrics() {
      return Set.of(Metric.DAILY_LOSS);
    }

    @Override
    public Look look(Instant now) {
      if (!raised) {
        raised = true;
        throw new IllegalStateException("once");
      }
      return new Look(List.of(new Reading(Metric.DAILY_LOSS, CALM, now)), Optional.empty());
    }
  }

  private static final class MovedClock extends Clock {
    private long millis;

    @Override
    public Instant instant() {
      return START.plusMillis(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
