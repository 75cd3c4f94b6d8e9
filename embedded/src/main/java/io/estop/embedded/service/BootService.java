package io.estop.embedded.service;

import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of worker, starter and paper venue as a child process that tests can kill and restart. */
public final class BootService implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(90);

  private final BootSpec spec;
  private final Warden warden;

  /** Written by launch, read by kill and close, under this object's lock. */
  private @Nullable ChildProcess process;

  public BootService(BootSpec spec, Warden warden) {
    this.spec = spec;
    this.warden = warden;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + spec.port());
  }

  /**
   * Starts the process and does not wait until it is healthy, as {@link #awaitReady} does; the very
   * first start of a build prepares the later ones, which takes some seconds.
   */
  public synchronized void launch() {
    Path settings = SettingsFile.write(spec.folder(), spec.name(), spec.settings());
    Program program = new QuickStart(spec, settings, warden).program();
    process =
        ChildProcess.start(
            ChildSpec.of(spec.name(), JavaCommand.of(program, settings), spec.folder()), warden);
  }

  /** Waits until it is healthy; throws {@link StartFailure} when it dies or takes too long. */
  public void awaitReady() {
    running().awaitReady(new HealthProbe(address().resolve(spec.readyPath())), STARTUP);
  }

  public boolean isAlive() {
    return running().isAlive();
  }

  /** Returns the process id: for tests that look at the process from outside. */
  public long pid() {
    return running().pid();
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    running().kill();
  }

  /** Ends what is left of it, starts it anew on the same port, and waits until it is healthy. */
  public void restart() {
    close();
    launch();
    awaitReady();
  }

  @Override
  public synchronized void close() {
    if (process != null) {
      process.stop();
    }
  }

  private synchronized ChildProcess running() {
    if (process == null) {
      throw new IllegalStateException(spec.name() + " was never launched");
    }
    return process;
  }
}
