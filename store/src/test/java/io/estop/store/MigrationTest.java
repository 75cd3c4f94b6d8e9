package io.estop.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.EnvironmentId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final RealPostgres postgres = RealPostgres.start();

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void migratesAgainWithoutEffect() {
    postgres.database().migrate();
    postgres.database().migrate();

    assertThat(
            postgres.database().jdbc().sql("select id from environment").query(String.class).list())
        .containsExactly("test");
  }

  @Test
  void refusesTheDatabaseOfAnotherEnvironment() {
    Database other = new Database(postgres.dataSource(), EnvironmentId.parse("prod"));

    assertThatThrownBy(other::migrate)
        .isInstanceOf(EnvironmentMismatchException.class)
        .hasMessageContaining("belongs to environment 'test'")
        .hasMessageContaining("configured for 'prod'");
    assertThatThrownBy(other::migrate).isInstanceOf(EnvironmentMismatchException.class);
  }

  @Test
  void rollsBackWhatAnExceptionInterrupts() {
    assertThatThrownBy(
            () ->
                postgres
                    .database()
                    .runInTransaction(
                        () -> {
                          postgres.tamper("insert into component values ('c', 1, 1, now())");
                          throw new IllegalStateException("stop");
                        }))
        .hasMessage("stop");

    assertThat(
            postgres.database().jdbc().sql("select name from component").query(String.class).list())
        .isEmpty();
  }
}
