package io.estop.embedded.temporal;

import io.estop.embedded.process.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The binaries kept from earlier starts: {@code <cache>/estop/temporal/<version>/temporal}. */
public record BinaryCache(Path folder, VersionProbe probe) implements BinarySource {

  /** Returns the cache of this user, by XDG_CACHE_HOME or below the home folder. */
  public static BinaryCache ofUser(Map<String, String> environment, Path home) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".cache");
    return new BinaryCache(base.resolve("estop").resolve("temporal"), VersionProbe.running());
  }

  @Override
  public Optional<TemporalBinary> find(Progress progress) {
    try (Stream<Path> folders = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
      return folders
          .map(version -> version.resolve("temporal"))
          .filter(Files::isExecutable)
          .flatMap(binary -> probe.of(binary).map(v -> new TemporalBinary(binary, v)).stream())
          .filter(binary -> binary.version().isEnough())
          .max(Comparator.comparing(TemporalBinary::version));
    } catch (IOException e) {
      progress.says("the cache " + folder + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Moves a finished binary into the cache, in one step, under its server's version. */
  Optional<TemporalBinary> keep(Path finished) throws IOException {
    Optional<ServerVersion> version = probe.of(finished).filter(ServerVersion::isEnough);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Path kept =
        Files.createDirectories(folder.resolve(version.get().toString())).resolve("temporal");
    Files.move(finished, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return Optional.of(new TemporalBinary(kept, version.get()));
  }
}
