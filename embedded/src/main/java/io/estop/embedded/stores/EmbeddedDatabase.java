package io.estop.embedded.stores;

import io.estop.embedded.process.Await;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of our own, with its data in the run folder, so that it survives a kill. */
public final class EmbeddedDatabase implements AutoCloseable {

  public static final String USER = "postgres";

  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(10);

  private final int port;
  private final Path folder;

  /** Written by restart, read by close, under this object's lock. */
  private EmbeddedPostgres server;

  private EmbeddedDatabase(int port, Path folder) {
    this.port = port;
    this.folder = folder;
    this.server = run();
  }

  /** Makes a data folder, starts the server on the port and waits until it answers. */
  public static EmbeddedDatabase start(int port, Path folder, Warden warden) {
    warden.guardPostmaster(pidFile(folder));
    return new EmbeddedDatabase(port, folder);
  }

  /**
   * Returns the JDBC address; user {@link #USER}, no password: it is on loopback and short-lived.
   */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Returns the ids of all its processes: for tests that stop it in its tracks. */
  public synchronized List<Long> pids() {
    return postmaster().stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Ends it like a crash, by the process id it wrote down itself. */
  public synchronized void kill() {
    Optional<ProcessHandle> postmaster = postmaster();
    postmaster.ifPresent(ProcessHandle::destroyForcibly);
    if (!Await.until(() -> postmaster.filter(ProcessHandle::isAlive).isEmpty(), END)) {
      throw new IllegalStateException("PostgreSQL survived kill -9: " + postmaster);
    }
  }

  /** Starts it again on the same data and port. */
  public synchronized void restart() {
    close();
    server = run();
  }

  @Override
  public synchronized void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL cannot be stopped", e);
    }
  }

  private EmbeddedPostgres run() {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile());
    try {
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setDataDirectory(data(folder))
          .setCleanDataDirectory(false)
          .setPGStartupWait(STARTUP)
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("unix_socket_directories", "")
          // Commits reach the operating system before they are answered, so they survive kill -9;
          // only a crash of the machine, which ends a run anyway, could lose them.
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("fsync", "off")
          .setOutputRedirector(log)
          .setErrorRedirector(log)
          .start();
    } catch (IOException | IllegalStateException e) {
      throw new StartFailure(
          "PostgreSQL cannot start: " + e.getMessage() + " (log: " + folder + "/postgres.log)", e);
    }
  }

  private Optional<ProcessHandle> postmaster() {
    try {
      String pid = Files.readAllLines(pidFile(folder)).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path data(Path folder) {
    return folder.resolve("postgres");
  }

  private static Path pidFile(Path folder) {
    return data(folder).resolve("postmaster.pid");
  }
}
