package io.estop.embedded.service;

import io.estop.embedded.process.StartFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the Boot jars of the other modules in the project's tree. */
public final class ServiceJars {

  private static final String VERSION = "0.1.0-SNAPSHOT";

  private final Path root;

  public ServiceJars(Path root) {
    this.root = root;
  }

  /** Makes the one of the tree that this class was built in, or that {@code estop.root} names. */
  public static ServiceJars ofThisTree() {
    @Nullable String named = System.getProperty("estop.root");
    Path start = named != null ? Path.of(named) : ownPlace();
    return Stream.iterate(Optional.of(start), p -> p.map(Path::getParent))
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .filter(folder -> Files.isRegularFile(folder.resolve("starter/pom.xml")))
        .findFirst()
        .map(ServiceJars::new)
        .orElseThrow(
            () -> new StartFailure("no project tree around " + start + "; set -Destop.root"));
  }

  /**
   * Returns the jar of a module; throws {@link StartFailure} with what to do when it is missing.
   */
  public Path of(String module) {
    Path jar =
        root.resolve(module)
            .resolve("target")
            .resolve("estop-" + module + "-" + VERSION + "-app.jar");
    if (!Files.isRegularFile(jar)) {
      throw new StartFailure(
          "%s is missing; build it with: mvn -q -DskipTests package -pl %s -am"
              .formatted(jar, module));
    }
    return jar;
  }

  private static Path ownPlace() {
    CodeSource source = ServiceJars.class.getProtectionDomain().getCodeSource();
    try {
      return source == null ? Path.of("").toAbsolutePath() : filePath(source);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this class comes from nowhere: " + source, e);
    }
  }

  // In the runnable jar the place is nested:/…/estop-embedded-app.jar/!BOOT-INF/classes/!/.
  private static Path filePath(CodeSource source) throws URISyntaxException {
    String place = source.getLocation().toURI().getSchemeSpecificPart();
    String path = place.replaceFirst("^nested:", "").replaceFirst("/?!.*$", "");
    return Path.of(path).toAbsolutePath();
  }
}
