package io.estop.venues.fix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder of a session's sequence numbers; two processes would take each other's numbers. */
final class StoreFolder implements AutoCloseable {
  private static final String LOCK = "in-use";

  private final FileChannel channel;

  /**
   * Takes the folder, made where it is missing.
   *
   * @throws IllegalArgumentException where it cannot be written or another process has it
   */
  StoreFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "store-folder must be a folder that can be written but was: " + folder, unusable);
    }
    if (lock() == null) {
      close();
      throw new IllegalArgumentException(
          "store-folder "
              + folder
              + " is in use by another session: give each process and account its own");
    }
  }

  private @Nullable FileLock lock() {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    } catch (IOException failed) {
      throw new UncheckedIOException("locking the store folder", failed);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("closing the store folder", failed);
    }
  }
}
