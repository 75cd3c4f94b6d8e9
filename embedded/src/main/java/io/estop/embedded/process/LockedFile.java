package io.estop.embedded.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A file that one start at a time holds, in this Java machine or in another. */
public final class LockedFile {

  private LockedFile() {}

  /** What is done while the file is held. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Makes the file and its folder where missing, waits for the lock and does the work; throws
   * {@link StartFailure} when another start holds the lock for longer than the bound.
   */
  public static <T> T holding(Path file, Duration bound, Work<T> work) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (!Await.until(() -> isLocked(channel), bound)) {
        throw new StartFailure(
            "another start has held %s for %d s".formatted(file, bound.toSeconds()));
      }
      return work.run();
    }
  }

  // The lock ends with its channel.
  private static boolean isLocked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Held by another start within this very JVM: as good as held by another process.
      return false;
    } catch (IOException e) {
      throw new StartFailure("the lock cannot be taken: " + e.getMessage(), e);
    }
  }
}
