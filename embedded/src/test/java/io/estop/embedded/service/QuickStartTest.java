package io.estop.embedded.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.process.Warden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick way itself is taken by every end-to-end test; here is what happens without it. */
class QuickStartTest {

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @Test
  void aJarThatCannotBeArchivedIsStartedAsItIsAndThatIsSaid() throws IOException {
    Path jar = jar("first");

    Program program = program(jar);

    assertThat(program).isEqualTo(Program.of(jar));
    assertThat(program.arguments()).containsExactly("-jar", jar.toString());
    assertThat(told).last().asString().startsWith("broken starts without an archive: ");
  }

  @Test
  void anArchiveIsUsedUntilTheJarIsBuiltAnewEvenOfTheSameSizeAndTime() throws IOException {
    Path jar = jar("first");
    program(jar);
    Path archive = Files.createFile(onlyPlace().resolve("classes.jsa"));

    assertThat(program(jar).arguments()).first().isEqualTo("-XX:SharedArchiveFile=" + archive);

    assertThat(program(jar("other"))).isEqualTo(Program.of(jar));
    assertThat(archive).doesNotExist();
  }

  /** The place of the jar that was tried last; a try that fails leaves what it unpacked. */
  private Path onlyPlace() throws IOException {
    try (Stream<Path> places = Files.list(folder.resolve("estop-quick"))) {
      return places.findFirst().orElseThrow();
    }
  }

  private Path jar(String content) throws IOException {
    Path jar = folder.resolve("no-boot.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      ZipEntry entry = new ZipEntry("content");
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(content.getBytes(UTF_8));
    }
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000));
    return jar;
  }

  private Program program(Path jar) throws IOException {
    Path settings = Files.writeString(folder.resolve("broken.properties"), "");
    try (Warden warden = Warden.start(folder)) {
      BootSpec spec = new BootSpec("broken", jar, 1, "/", Map.of(), folder, told::add);
      return new QuickStart(spec, settings, warden).program();
    }
  }
}
