package io.estop.embedded.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick way itself is taken by every end-to-end test; here is what happens without it. */
class QuickStartTest {

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void aJarThatCannotBeArchivedIsStartedAsItIsAndThatIsSaid() throws IOException {
    Path jar = Files.writeString(folder.resolve("no-boot.jar"), "not a jar at all");

    Program program = program(jar);

    assertThat(program).isEqualTo(Program.of(jar));
    assertThat(program.arguments()).containsExactly("-jar", jar.toString());
    assertThat(told).last().asString().startsWith("broken starts without an archive: ");
  }

  @Test
  void anArchiveIsUsedUntilTheJarIsBuiltAnew() throws IOException {
    Path jar = Files.writeString(folder.resolve("no-boot.jar"), "not a jar at all");
    Path archive = archiveOf(jar);

    assertThat(program(jar).arguments()).first().isEqualTo("-XX:SharedArchiveFile=" + archive);

    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    assertThat(program(jar)).isEqualTo(Program.of(jar));
    assertThat(archive).doesNotExist();
  }

  private static Path archiveOf(Path jar) throws IOException {
    Path place =
        jar.resolveSibling("estop-quick")
            .resolve(
                "%s-%d-%d"
                    .formatted(
                        Runtime.version(),
                        Files.size(jar),
                        Files.getLastModifiedTime(jar).toMillis()));
    Files.createDirectories(place);
    return Files.createFile(place.resolve("classes.jsa"));
  }

  private Program program(Path jar) throws IOException {
    Path settings = Files.writeString(folder.resolve("broken.properties"), "");
    try (Warden warden = Warden.start(folder)) {
      BootSpec spec =
          new BootSpec("broken", jar, 1, "/", Map.of(), folder, JvmFlags.quickStart(), told::add);
      return new QuickStart(spec, settings, warden).program();
    }
  }
}
