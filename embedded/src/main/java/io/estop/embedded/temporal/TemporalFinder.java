package io.estop.embedded.temporal;

import io.estop.embedded.process.Progress;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds a Temporal server for demo, tests and benches: an address given; {@code temporal} on the
 * PATH; the cached one; a download by the SDK; a build by Go; else the SDK's in-memory test server.
 */
public final class TemporalFinder {

  private final List<BinarySource> sources;
  private final Predicate<TemporalChoice.Given> reachable;

  TemporalFinder(List<BinarySource> sources, Predicate<TemporalChoice.Given> reachable) {
    this.sources = List.copyOf(sources);
    this.reachable = reachable;
  }

  /** Makes the finder of this machine and user; what it builds is under the warden's guard. */
  public static TemporalFinder ofThisMachine(Warden warden) {
    List<Path> folders = pathFolders();
    BinaryCache cache =
        BinaryCache.ofUser(System.getenv(), Path.of(System.getProperty("user.home")));
    return new TemporalFinder(
        List.of(
            new OnPath(folders, cache.probe()),
            cache,
            new SdkDownload(cache, SdkDownload.PUBLIC_HOST),
            new GoInstall(folders, cache, warden)),
        TemporalClient::answers);
  }

  /** Finds one; throws {@link StartFailure} only when an address was given and does not answer. */
  public TemporalFound find(TemporalChoice choice, Progress progress) {
    if (choice instanceof TemporalChoice.Given given) {
      return findGiven(given);
    }
    Optional<TemporalBinary> binary =
        choice instanceof TemporalChoice.Auto
            ? sources.stream().flatMap(source -> source.find(progress).stream()).findFirst()
            : Optional.empty();
    return binary
        .<TemporalFound>map(TemporalFound.Startable::new)
        .orElseGet(() -> inMemory(progress));
  }

  private TemporalFound findGiven(TemporalChoice.Given given) {
    if (!reachable.test(given)) {
      throw new StartFailure(
          "no Temporal server answers at "
              + given.address()
              + " within 3 s; start one there, or leave --temporal at auto");
    }
    return new TemporalFound.Given(given.address());
  }

  private static TemporalFound inMemory(Progress progress) {
    progress.says(
        "Temporal runs in memory (the SDK's test server): nothing is durable and there is no UI");
    return new TemporalFound.Memory();
  }

  private static List<Path> pathFolders() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }
}
