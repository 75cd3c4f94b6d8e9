package io.estop.embedded.temporal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a binary for the version of the server in it. */
public interface VersionProbe {

  /** Returns the version, or nothing when the file is no Temporal that runs here. */
  Optional<ServerVersion> of(Path binary);

  /** Returns the probe that runs {@code BINARY --version}, for at most 20 seconds. */
  static VersionProbe running() {
    return binary -> Files.isExecutable(binary) ? ask(binary) : Optional.empty();
  }

  private static Optional<ServerVersion> ask(Path binary) {
    try {
      Process process =
          new ProcessBuilder(binary.toString(), "--version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
        return Optional.empty();
      }
      byte[] output = process.getInputStream().readAllBytes();
      return ServerVersion.in(new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
