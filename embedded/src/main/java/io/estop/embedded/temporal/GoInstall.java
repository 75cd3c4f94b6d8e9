package io.estop.embedded.temporal;

import io.estop.embedded.process.Await;
import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import io.estop.embedded.process.LockedFile;
import io.estop.embedded.process.Progress;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build from source by {@code go install}, where Go is on the PATH; a lock keeps two apart. */
record GoInstall(List<Path> folders, BinaryCache cache, Warden warden) implements BinarySource {

  /** The newest stable tag that installs this way; server 1.29.1 with UI. */
  static final String MODULE = "github.com/temporalio/cli/cmd/temporal@v1.5.1";

  private static final Duration USUAL = Duration.ofSeconds(150);
  private static final Duration LONGEST = Duration.ofMinutes(8);

  GoInstall {
    folders = List.copyOf(folders);
  }

  @Override
  public Optional<TemporalBinary> find(Progress progress) {
    Optional<Path> go =
        folders.stream()
            .map(folder -> folder.resolve("go"))
            .filter(Files::isExecutable)
            .findFirst();
    if (go.isEmpty()) {
      progress.says("no go on the PATH: Temporal cannot be built from source");
      return Optional.empty();
    }
    try {
      return installAlone(go.get(), progress);
    } catch (IOException | StartFailure e) {
      progress.says("go install of Temporal failed: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<TemporalBinary> installAlone(Path go, Progress progress) throws IOException {
    return LockedFile.holding(
        cache.folder().resolve("go-install.lock"),
        LONGEST,
        () -> {
          Optional<TemporalBinary> builtMeanwhile = cache.find(progress);
          return builtMeanwhile.isPresent() ? builtMeanwhile : install(go, progress);
        });
  }

  private Optional<TemporalBinary> install(Path go, Progress progress) throws IOException {
    progress.says("building Temporal with go install " + MODULE + ", once; about 2.5 minutes …");
    Path bin = Files.createTempDirectory(cache.folder(), "go-install-");
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GOBIN", bin.toString());
    List<String> command = List.of(go.toString(), "install", MODULE);
    try (ChildProcess child =
        ChildProcess.start(new ChildSpec("go-install", command, environment, bin), warden)) {
      awaitEnd(child, progress);
      Path built = bin.resolve("temporal");
      Optional<TemporalBinary> kept = Files.exists(built) ? cache.keep(built) : failed(bin);
      Files.deleteIfExists(bin.resolve("go-install.log"));
      Files.deleteIfExists(bin);
      return kept;
    } finally {
      progress.ends("go install");
    }
  }

  private static void awaitEnd(ChildProcess child, Progress progress) {
    long start = System.nanoTime();
    boolean ended =
        Await.until(
            () -> {
              Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
              progress.advances("go install", elapsed, USUAL);
              return !child.isAlive();
            },
            LONGEST);
    if (!ended) {
      throw new StartFailure("not done after " + LONGEST.toMinutes() + " minutes");
    }
  }

  private static Optional<TemporalBinary> failed(Path bin) {
    throw new StartFailure("no binary came out; see " + bin.resolve("go-install.log"));
  }
}
