package io.estop.embedded.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeardHoldsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");

  private final AtomicLong nanos = new AtomicLong(5_000_000);
  private final HeardHolds heard = new HeardHolds(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get);

  @Test
  void measuresFromThePressToTheFirstThatIsHeardOfAStop() {
    heard.onPause(hold("s-1"));
    nanos.set(90_000_000);
    heard.onPause(hold("s-1"));

    assertThat(heard.millisSince(2_000_000, "s-1")).contains(3L);
    assertThat(heard.millisSince(NOW.minusMillis(7), "s-1")).contains(7L);
  }

  @Test
  void ofAStopThatItHeardNothingOfItSaysNothing() {
    heard.onPause(hold("s-1"));

    assertThat(heard.millisSince(NOW, "s-2")).isEmpty();
  }

  private static Hold hold(String stopId) {
    return Hold.halted(StopId.parse(stopId), Scope.firm(), Action.HALT, NOW);
  }
}
