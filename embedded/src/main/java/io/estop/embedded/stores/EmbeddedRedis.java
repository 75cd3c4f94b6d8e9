package io.estop.embedded.stores;

import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import io.estop.embedded.process.Ports;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redis.embedded.RedisExecProvider;

/** A Redis of our own that keeps nothing on disk: after a kill it comes back empty. */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(15);
  private static final Duration CONNECT = Duration.ofMillis(200);

  private final ChildSpec spec;
  private final int port;
  private final Warden warden;

  /** Written by kill and restart, read by close, under this object's lock. */
  private ChildProcess process;

  private EmbeddedRedis(ChildSpec spec, int port, Warden warden) {
    this.spec = spec;
    this.port = port;
    this.warden = warden;
    this.process = run();
  }

  /** Starts it on the port and waits until it answers. */
  public static EmbeddedRedis start(int port, Path folder, Warden warden) {
    ChildSpec spec = ChildSpec.of("redis", command(binary(), port, folder), folder);
    return new EmbeddedRedis(spec, port, warden);
  }

  public int port() {
    return port;
  }

  /** Returns its process id: for tests that stop it in its tracks. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Ends it like a crash: what it held is lost. */
  public synchronized void kill() {
    process.kill();
  }

  /** Starts it again, empty, on the same port. */
  public synchronized void restart() {
    process.stop();
    process = run();
  }

  @Override
  public synchronized void close() {
    process.stop();
  }

  private ChildProcess run() {
    ChildProcess started = ChildProcess.start(spec, warden);
    try {
      started.awaitReady(() -> Ports.answers("127.0.0.1", port, CONNECT), STARTUP);
      return started;
    } catch (RuntimeException e) {
      started.stop();
      throw e;
    }
  }

  private static File binary() {
    try {
      return RedisExecProvider.defaultProvider().get();
    } catch (IOException e) {
      throw new StartFailure("the embedded Redis cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static List<String> command(File binary, int port, Path folder) {
    return List.of(
        binary.getPath(),
        "--bind",
        "127.0.0.1",
        "--port",
        String.valueOf(port),
        "--maxmemory-policy",
        "noeviction",
        "--save",
        "",
        "--appendonly",
        "no",
        "--loglevel",
        "warning",
        "--dir",
        folder.toString());
  }
}
