package io.estop.embedded.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a child's Java machine is started. */
final class JavaCommand {
  /** As the images set it (Dockerfile), but small: many of them share this machine. */
  private static final List<String> FLAGS =
      List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private JavaCommand() {}

  static List<String> of(Program program, Path settings, String... more) {
    return Stream.of(
            List.of(ownJava()),
            FLAGS,
            List.of(more),
            program.arguments(),
            List.of("--spring.config.additional-location=file:" + settings))
        .flatMap(List::stream)
        .toList();
  }

  /** Returns the program that runs this very process. */
  static String ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
