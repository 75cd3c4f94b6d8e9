package io.estop.starter.wiring;

import io.estop.halt.component.ComponentState;
import io.estop.starter.wiring.EstopProperties.ExpectedComponent;
import io.estop.store.Database;
import io.estop.store.EnvironmentMismatchException;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the schema up to date once PostgreSQL is there, then registers the expected components.
 * The database of another environment ends the process.
 */
public final class Migration implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Migration.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final Database database;
  private final Components components;
  private final EstopProperties properties;
  private final Runnable fatal;
  private final CountDownLatch stopped = new CountDownLatch(1);
  // Written by the migrating thread, read by health.
  private volatile boolean done;
  private volatile String text = "not migrated yet";
  // Written on start, read by Spring.
  private volatile boolean running;

  /**
   * @param fatal ends the process
   */
  public Migration(
      Database database, Components components, EstopProperties properties, Runnable fatal) {
    this.database = database;
    this.components = components;
    this.properties = properties;
    this.fatal = fatal;
  }

  /** Returns whether the schema is up to date. */
  public boolean isDone() {
    return done;
  }

  /** Returns how far it is, one sentence. */
  public String text() {
    return text;
  }

  @Override
  public void start() {
    running = true;
    Pools.named("estop-migrate").newThread(this::untilDone).start();
  }

  private void untilDone() {
    Duration pause = FIRST_PAUSE;
    while (!attempt() && !stoppedWithin(pause)) {
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
  }

  private boolean attempt() {
    try {
      database.migrate();
      properties.components().forEach(component -> components.register(row(component)));
      components.register(
          new Component(ComponentState.HTTP_GATE, Optional.empty(), Optional.empty()));
      done = true;
      text = "up to date";
      log.info("the database is up to date");
      return true;
    } catch (EnvironmentMismatchException mismatch) {
      text = String.valueOf(mismatch.getMessage());
      log.error("{}", text);
      fatal.run();
      return true;
    } catch (RuntimeException unreachable) {
      waiting(String.valueOf(unreachable.getMessage()).lines().findFirst().orElse(""));
      return false;
    }
  }

  private void waiting(String why) {
    if (!text.endsWith(why)) {
      log.warn("the database cannot be migrated yet, retried: {}", why);
    }
    text = "not migrated yet: " + why;
  }

  private static Component row(ExpectedComponent component) {
    return new Component(
        component.name(),
        Optional.ofNullable(component.maxOrderQuantity()),
        Optional.ofNullable(component.maxPositionQuantity()));
  }

  private boolean stoppedWithin(Duration pause) {
    try {
      return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void stop() {
    running = false;
    stopped.countDown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
