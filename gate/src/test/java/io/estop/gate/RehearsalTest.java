package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.EnvironmentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private final RealRedis redis = RealRedis.start();

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  void goesTheWholeWayOfAPressAndNothingReachesRedis() {
    int denied = Rehearsal.rehearse(new EnvironmentId("demo"), redis.client());

    assertThat(denied).as("rehearsed changes that denied").isPositive();
    assertThat(redis.<Long>tamper(r -> r.dbsize())).isZero();
    assertThat(redis.<String>tamper(r -> r.info("stats")))
        .as("connections: the two of this test")
        .contains("total_connections_received:2");
  }
}
