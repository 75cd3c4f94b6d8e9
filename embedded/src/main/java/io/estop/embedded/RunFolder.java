package io.estop.embedded;

import io.estop.embedded.process.Await;
import io.estop.embedded.process.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one run: logs, settings and data; only its owner can read it. */
public final class RunFolder implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path path;

  /** Written by the thread that starts, read by the one that closes. */
  private volatile boolean kept;

  private RunFolder(Path path, boolean kept) {
    this.path = path;
    this.kept = kept;
  }

  /** Makes a folder under the machine's own for temporary files. */
  public static RunFolder create(boolean keep) {
    try {
      return new RunFolder(Files.createTempDirectory("estop-run-"), keep);
    } catch (IOException e) {
      throw new StartFailure("no folder for this run can be made: " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /** Writes a file into the folder and returns its path. */
  String write(String name, String text) {
    try {
      return Files.writeString(path.resolve(name), text).toString();
    } catch (IOException e) {
      throw new StartFailure("cannot write " + name + ": " + e.getMessage(), e);
    }
  }

  /** Leaves the folder to the reader of a failure's message, which names a log in it. */
  void keep() {
    kept = true;
  }

  /** Removes the folder; again where a process on its way out has just written into it. */
  @Override
  public void close() {
    if (!kept && !Await.until(this::isRemoved, PATIENCE)) {
      throw new IllegalStateException("the run folder " + path + " cannot be removed");
    }
  }

  private boolean isRemoved() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return !Files.exists(path);
    }
  }
}
