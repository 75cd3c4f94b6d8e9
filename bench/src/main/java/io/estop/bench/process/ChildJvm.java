package io.estop.bench.process;

import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Java machine of the bench's own with a line to it. */
public final class ChildJvm implements AutoCloseable {
  private static final Duration STARTUP = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int PINGS = 200;

  private final ChildProcess process;
  private final Control control;

  private ChildJvm(ChildProcess process, Control control) {
    this.process = process;
    this.control = control;
  }

  /**
   * What to run.
   *
   * @param name of the process; its log is {@code <name>.log} in the folder
   * @param mainClass gets the port of the bench as its first argument
   * @param classPath of {@link OwnClassPath}
   */
  public record Spec(
      String name, Class<?> mainClass, List<String> arguments, String classPath, Path folder) {}

  /** Starts it and waits until it has called back. */
  public static ChildJvm start(Spec spec, Warden warden) {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(Math.toIntExact(STARTUP.toMillis()));
      ChildProcess process =
          ChildProcess.start(
              ChildSpec.of(spec.name(), command(spec, door.getLocalPort()), spec.folder()), warden);
      try {
        return new ChildJvm(process, new Control(door.accept()));
      } catch (IOException e) {
        process.kill();
        throw e;
      }
    } catch (IOException e) {
      throw new StartFailure(
          spec.name() + " did not call back: " + e.getMessage() + " (log: " + spec.folder() + ")",
          e);
    }
  }

  public Control control() {
    return control;
  }

  public ChildProcess process() {
    return process;
  }

  /**
   * Proves that {@link System#nanoTime} is one clock for both processes: what the child read lies
   * between what was read here before and after. Returns the shortest way there and back.
   *
   * @throws StartFailure where it is not: nothing could be measured across processes
   */
  public long checkClock() {
    long shortest = Long.MAX_VALUE;
    for (int i = 0; i < PINGS; i++) {
      long before = System.nanoTime();
      long there = Long.parseLong(control.ask("clock", SOON));
      long after = System.nanoTime();
      if (there - before < 0 || after - there < 0) {
        throw new StartFailure(
            "System.nanoTime differs between processes by more than a round trip: "
                + (there - before)
                + " ns after the question and "
                + (after - there)
                + " ns before the answer");
      }
      shortest = Math.min(shortest, after - before);
    }
    return shortest;
  }

  @Override
  public void close() {
    control.close();
    process.stop();
  }

  private static List<String> command(Spec spec, int port) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-Xss256k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                spec.classPath(),
                spec.mainClass().getName(),
                String.valueOf(port)));
    command.addAll(spec.arguments());
    return command;
  }
}
