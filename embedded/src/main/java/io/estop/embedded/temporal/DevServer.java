package io.estop.embedded.temporal;

import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A dev server of ours with a database file, so that it can be killed and goes on afterwards. */
final class DevServer implements TemporalServer {

  private static final String DATABASE = "temporal.db";
  private static final Duration STARTUP = Duration.ofSeconds(45);
  private static final Duration ONE_TRY = Duration.ofSeconds(1);

  private final TemporalBinary binary;
  private final TemporalPlace place;

  /** Written by kill and restart, read by close, under this object's lock. */
  private ChildProcess process;

  private DevServer(TemporalBinary binary, TemporalPlace place, ChildProcess process) {
    this.binary = binary;
    this.place = place;
    this.process = process;
  }

  static DevServer start(TemporalBinary binary, TemporalPlace place) {
    return new DevServer(binary, place, run(binary, place));
  }

  @Override
  public TemporalFacts facts() {
    return new TemporalFacts(
        "dev-server " + binary.version(),
        place.address(),
        "http://127.0.0.1:" + place.uiPort(),
        binary.path());
  }

  @Override
  public synchronized long pid() {
    return process.pid();
  }

  @Override
  public synchronized void kill() {
    process.kill();
  }

  @Override
  public synchronized void restart() {
    process.stop();
    process = run(binary, place);
  }

  @Override
  public synchronized void restartEmpty() {
    process.stop();
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      delete(place.folder().resolve(DATABASE + suffix));
    }
    process = run(binary, place);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public synchronized void close() {
    process.stop();
  }

  private static ChildProcess run(TemporalBinary binary, TemporalPlace place) {
    ChildProcess process =
        ChildProcess.start(
            ChildSpec.of("temporal", command(binary.path(), place), place.folder()),
            place.warden());
    try {
      process.awaitReady(() -> isReady(place), STARTUP);
      return process;
    } catch (RuntimeException e) {
      process.stop();
      throw e;
    }
  }

  private static boolean isReady(TemporalPlace place) {
    return TemporalClient.isServing(place.address(), ONE_TRY)
        && TemporalClient.knows(place.address(), place.namespace());
  }

  // One partition per queue: on one machine more of them only add a hop between the queues.
  private static List<String> command(Path binary, TemporalPlace place) {
    return List.of(
        binary.toString(),
        "server",
        "start-dev",
        "--ip",
        "127.0.0.1",
        "--port",
        String.valueOf(place.port()),
        "--ui-port",
        String.valueOf(place.uiPort()),
        "--namespace",
        place.namespace(),
        "--db-filename",
        place.folder().resolve(DATABASE).toString(),
        "--log-level",
        "error",
        "--dynamic-config-value",
        "matching.numTaskqueueReadPartitions=1",
        "--dynamic-config-value",
        "matching.numTaskqueueWritePartitions=1");
  }
}
