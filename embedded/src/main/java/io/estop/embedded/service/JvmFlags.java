package io.estop.embedded.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How a child's Java machine is set. */
public record JvmFlags(List<String> flags) {

  public JvmFlags {
    flags = List.copyOf(flags);
  }

  /** As the images set it (Dockerfile), but small: many of them share this machine. */
  public static JvmFlags asShipped() {
    return new JvmFlags(
        List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
  }

  List<String> command(Program program, Path settings, String... more) {
    return Stream.of(
            List.of(ownJava()),
            flags,
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
