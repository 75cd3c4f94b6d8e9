package io.estop.halt;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.store.MovedClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovedClock wall = new MovedClock();
  private final MovedClock database = new MovedClock();
  private final Instant start = wall.instant();
  private long nanos;
  private final SteadyClock clock = new SteadyClock(wall, database::instant, () -> nanos);

  @Test
  void agreesWithClocksThatAgree() {
    pass(MINUTE);

    assertThat(clock.now()).isEqualTo(start.plus(MINUTE));
    assertThat(clock.trouble()).isEmpty();
  }

  @Test
  void outvotesTheMachinesClockThatJumpsAnHourEitherWay() {
    wall.advance(HOUR);
    pass(MINUTE);

    assertThat(clock.now()).isEqualTo(start.plus(MINUTE));
    assertThat(clock.trouble()).get().asString().contains("differ by more than 30 s");

    wall.advance(HOUR.multipliedBy(-2));
    pass(MINUTE);

    assertThat(clock.now()).isEqualTo(start.plus(MINUTE).plus(MINUTE));
    assertThat(clock.trouble()).isPresent();
  }

  @Test
  void outvotesTheDatabasesClockThatJumpsAnHourEitherWay() {
    database.advance(HOUR.negated());
    pass(MINUTE);
    assertThat(clock.now()).isEqualTo(start.plus(MINUTE));

    database.advance(HOUR.multipliedBy(2));
    assertThat(clock.now()).isEqualTo(start.plus(MINUTE));
    assertThat(clock.trouble()).isPresent();
  }

  @Test
  void countsOnWhereAllOthersStepBack() {
    wall.advance(HOUR.negated());
    database.advance(HOUR.negated());
    pass(MINUTE);

    assertThat(clock.now()).isEqualTo(start.plus(MINUTE));
    assertThat(clock.trouble()).isPresent();
  }

  @Test
  void followsWhereAllOthersAreAheadForTheMachineMayHaveSlept() {
    wall.advance(HOUR);
    database.advance(HOUR);

    assertThat(clock.now()).isEqualTo(start.plus(HOUR));
    assertThat(clock.trouble()).isPresent();
    assertThat(clock.now()).isEqualTo(start.plus(HOUR));
    assertThat(clock.trouble()).isEmpty();
  }

  @Test
  void followsADriftWithoutAWord() {
    for (int hour = 0; hour < 24; hour++) {
      pass(HOUR);
      nanos += Duration.ofSeconds(1).toNanos();
      assertThat(clock.now()).isEqualTo(wall.instant());
      assertThat(clock.trouble()).isEmpty();
    }
  }

  private void pass(Duration time) {
    wall.advance(time);
    database.advance(time);
    nanos += time.toNanos();
  }
}
