package io.estop.embedded.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One running child process, known by its handle and never by its name.
 *
 * <p>Its output goes to {@code <name>.log}. It is under the {@link Warden}'s guard from start to
 * end.
 */
public final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final int LINES_IN_MESSAGES = 4;

  private final ChildSpec spec;
  private final Process process;

  private ChildProcess(ChildSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /** Starts the child; throws {@link StartFailure} when its program cannot be run at all. */
  public static ChildProcess start(ChildSpec spec, Warden warden) {
    ProcessBuilder builder =
        new ProcessBuilder(spec.command())
            .directory(spec.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    try {
      Process process = builder.start();
      guard(process, warden);
      process.getOutputStream().close();
      return new ChildProcess(spec, process);
    } catch (IOException e) {
      throw new StartFailure("cannot start " + spec.name() + ": " + e.getMessage(), e);
    }
  }

  private static void guard(Process process, Warden warden) {
    try {
      warden.guard(process.pid());
    } catch (StartFailure e) {
      process.destroyForcibly();
      throw e;
    }
    process.onExit().thenRun(() -> warden.release(process.pid()));
  }

  /**
   * Waits until the child is ready; throws {@link StartFailure} with its last words when it dies
   * first, or when the time is up.
   */
  public void awaitReady(Readiness ready, Duration bound) {
    boolean met = Await.until(() -> !isAlive() || ready.isReady(), bound);
    if (!isAlive()) {
      throw new StartFailure(
          "%s ended with exit code %d while starting: %s"
              .formatted(spec.name(), process.exitValue(), lastWords()));
    }
    if (!met) {
      throw new StartFailure(
          "%s was not ready after %d s%s: %s"
              .formatted(spec.name(), bound.toSeconds(), ready.lastSeen(), lastWords()));
    }
  }

  public String name() {
    return spec.name();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the child as {@code kill -9} does and waits until it is gone: for tests of crashes. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks the child to end, and ends it for good when it has not within six seconds. */
  public void stop() {
    process.destroy();
    if (!endsWithin(PATIENCE)) {
      kill();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private void awaitEnd() {
    if (!endsWithin(PATIENCE)) {
      throw new IllegalStateException(spec.name() + " (process " + pid() + ") survived kill -9");
    }
  }

  // Through the exit future and not waitFor: an interrupted thread must still see the child end.
  private boolean endsWithin(Duration bound) {
    boolean interrupted = Thread.interrupted();
    try {
      process.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      interrupted = true;
      return !process.isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot wait for " + spec.name(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String lastWords() {
    return LogTail.of(spec.log(), LINES_IN_MESSAGES) + " (log: " + spec.log() + ")";
  }
}
