package io.estop.starter.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.EnvironmentId;
import io.estop.store.Database;
import io.estop.store.component.Components;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final EstopProperties DEMO =
      new EstopProperties(
          "demo",
          List.of(),
          List.of(),
          new EstopProperties.Breaker(
              false, "firm", Duration.ofSeconds(10), 500, List.of(), BigDecimal.TEN, 2),
          new EstopProperties.Halt(Duration.ofSeconds(5), Duration.ofSeconds(1), "outbox"),
          EstopProperties.DeadMansSwitch.off(),
          new EstopProperties.Slack("", List.of(), "https://hooks.slack.com/"));

  @Test
  void theDatabaseOfAnotherEnvironmentEndsTheProcess() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      DataSource source = postgres.getPostgresDatabase();
      new Database(source, EnvironmentId.parse("prod")).migrate();
      Database demo = new Database(source, DEMO.environmentId());
      CountDownLatch fatal = new CountDownLatch(1);
      Migration migration =
          new Migration(demo, new Components(demo, Clock.systemUTC()), DEMO, fatal::countDown);

      migration.start();

      assertThat(fatal.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(migration.isDone()).isFalse();
      assertThat(migration.text()).contains("belongs to environment 'prod'");
      migration.stop();
    }
  }
}
