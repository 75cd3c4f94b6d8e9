package io.estop.embedded.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.estop.embedded.process.Await;
import io.estop.embedded.process.ChildProcess;
import io.estop.embedded.process.ChildSpec;
import io.estop.embedded.process.LockedFile;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;

/**
 * Takes a Boot jar apart and archives its classes, once per build and Java machine, so that every
 * later start needs a third of the time. What it makes lies beside the jar, in {@code target}.
 */
final class QuickStart {

  /** A taking apart and a start of which nothing comes but an archive, on a busy machine. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final BootSpec spec;
  private final Path settings;
  private final Warden warden;

  QuickStart(BootSpec spec, Path settings, Warden warden) {
    this.spec = spec;
    this.settings = settings;
    this.warden = warden;
  }

  /**
   * Returns the program to start. Where no archive can be made that is the Boot jar as it is, and
   * progress is told why: it starts more slowly, and that is all.
   */
  Program program() {
    try {
      Path home = home();
      return LockedFile.holding(
          home.resolveSibling(home.getFileName() + ".lock"), LONGEST, () -> prepared(home));
    } catch (IOException | StartFailure failure) {
      spec.progress().says(spec.name() + " starts without an archive: " + failure.getMessage());
      return Program.of(spec.jar());
    }
  }

  private Path home() {
    return spec.jar().resolveSibling("estop-quick");
  }

  // An archive knows the path and time of its jar, so both stay where they were made.
  private Program prepared(Path home) throws IOException {
    Path place = home.resolve(stamp());
    Path archive = place.resolve("classes.jsa");
    Program apart = Program.of(place.resolve(spec.jar().getFileName()));
    if (!Files.exists(archive)) {
      spec.progress().says("archiving the classes of " + spec.name() + ", once per build …");
      remove(home);
      Files.createDirectories(place);
      takeApart(place);
      Files.move(archived(apart, place), archive, StandardCopyOption.ATOMIC_MOVE);
    }
    return new Program(apart.jar(), Optional.of(archive));
  }

  // By content: builds give their jars the same time, and may give them the same size.
  private String stamp() throws IOException {
    CRC32 sums = new CRC32();
    try (ZipFile jar = new ZipFile(spec.jar().toFile())) {
      jar.stream()
          .map(entry -> entry.getName() + " " + entry.getCrc() + " " + entry.getSize() + "\n")
          .forEach(line -> sums.update(line.getBytes(UTF_8)));
    }
    return "%s-%08x-%d".formatted(Runtime.version(), sums.getValue(), Files.size(spec.jar()));
  }

  private void takeApart(Path place) {
    run(
        "extract",
        List.of(
            JavaCommand.ownJava(),
            "-Djarmode=tools",
            "-jar",
            spec.jar().toString(),
            "extract",
            "--destination",
            place.toString()));
  }

  // Ends when all beans are made, and before anything listens or keeps.
  private Path archived(Program program, Path place) {
    Path unfinished = place.resolve("unfinished.jsa");
    run(
        "archive",
        JavaCommand.of(
            program,
            settings,
            "-XX:ArchiveClassesAtExit=" + unfinished,
            "-Dspring.context.exit=onRefresh"));
    if (!Files.exists(unfinished)) {
      throw new StartFailure("this Java machine archives no classes");
    }
    return unfinished;
  }

  private void run(String task, List<String> command) {
    ChildSpec child = ChildSpec.of(spec.name() + "-" + task, command, spec.folder());
    try (ChildProcess process = ChildProcess.start(child, warden)) {
      if (!Await.until(() -> !process.isAlive(), LONGEST)) {
        throw new StartFailure(child.name() + " was not done after " + LONGEST.toSeconds() + " s");
      }
    }
  }

  private static void remove(Path home) throws IOException {
    if (!Files.exists(home)) {
      return;
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
