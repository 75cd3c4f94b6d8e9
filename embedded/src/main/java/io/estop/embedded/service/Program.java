package io.estop.embedded.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a Java machine runs.
 *
 * @param jar a runnable jar
 * @param archive its classes as Java's class data sharing keeps them, where they have been archived
 */
record Program(Path jar, Optional<Path> archive) {

  static Program of(Path jar) {
    return new Program(jar, Optional.empty());
  }

  List<String> arguments() {
    List<String> run = List.of("-jar", jar.toString());
    return archive
        .map(file -> List.of("-XX:SharedArchiveFile=" + file, run.get(0), run.get(1)))
        .orElse(run);
  }
}
