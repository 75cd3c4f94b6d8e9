package io.estop.embedded.temporal;

import io.estop.embedded.process.Ports;
import io.estop.embedded.process.Progress;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A download by the Java SDK's own dev-server support, moved into the cache. */
record SdkDownload(BinaryCache cache, String host) implements BinarySource {

  static final String PUBLIC_HOST = "temporal.download";

  // The SDK itself waits a minute to connect: too long where there is no way out to the network.
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration STARTUP = Duration.ofSeconds(60);

  @Override
  public Optional<TemporalBinary> find(Progress progress) {
    if (!Ports.answers(host, 443, CONNECT)) {
      progress.says(host + " cannot be reached: no Temporal downloaded from there");
      return Optional.empty();
    }
    progress.says("downloading Temporal from " + host + " …");
    try {
      return download();
    } catch (IOException | RuntimeException e) {
      progress.says("the download of Temporal failed: " + e.getMessage());
      return Optional.empty();
    }
  }

  // The SDK offers no download alone: it starts the server it fetched, which proves that it runs.
  private Optional<TemporalBinary> download() throws IOException {
    Path folder = Files.createDirectories(cache.folder().resolve("download"));
    TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setDownloadDestination(folder.toString())
                .setStartupTimeout(STARTUP)
                .setUiEnabled(false)
                .setLogFile(folder.resolve("download.log").toString())
                .build())
        .close();
    Optional<Path> binary = downloadedTo(folder);
    return binary.isPresent() ? cache.keep(binary.get()) : Optional.empty();
  }

  private static Optional<Path> downloadedTo(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("temporal"))
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .findFirst();
    }
  }
}
