package io.estop.embedded.temporal;

import io.estop.embedded.process.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A {@code temporal} that the user has installed, found on the PATH. */
record OnPath(List<Path> folders, VersionProbe probe) implements BinarySource {

  OnPath {
    folders = List.copyOf(folders);
  }

  @Override
  public Optional<TemporalBinary> find(Progress progress) {
    return folders.stream()
        .map(folder -> folder.resolve("temporal"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(binary -> accept(binary, progress));
  }

  private Optional<TemporalBinary> accept(Path binary, Progress progress) {
    Optional<ServerVersion> version = probe.of(binary);
    if (version.isEmpty()) {
      progress.says(binary + " does not tell its server's version: not used");
    } else if (!version.get().isEnough()) {
      progress.says(
          "%s has server %s, at least %s is needed: not used"
              .formatted(binary, version.get(), ServerVersion.OLDEST));
    }
    return version.filter(ServerVersion::isEnough).map(v -> new TemporalBinary(binary, v));
  }
}
