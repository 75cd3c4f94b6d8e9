package io.estop.embedded.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.embedded.process.Progress;
import io.estop.embedded.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalFinderTest {

  private static final ServerVersion GOOD = new ServerVersion(1, 29, 1);

  private final List<String> told = new ArrayList<>();
  private final Progress progress = told::add;

  @TempDir private Path folder;

  @Test
  void takesTheFirstSourceThatHasOneAndAsksNoLaterOne() {
    TemporalFinder finder =
        finder(source("path", false), source("cache", true), source("go", true));

    TemporalFound found = finder.find(new TemporalChoice.Auto(), progress);

    assertThat(found)
        .isEqualTo(new TemporalFound.Startable(new TemporalBinary(Path.of("cache"), GOOD)));
    assertThat(told).containsExactly("asked path", "asked cache");
  }

  @Test
  void fallsBackToMemoryAndSaysWhatThatMeans() {
    TemporalFinder finder = finder(source("path", false), source("go", false));

    assertThat(finder.find(new TemporalChoice.Auto(), progress))
        .isEqualTo(new TemporalFound.Memory());
    assertThat(told).last().asString().contains("nothing is durable and there is no UI");
  }

  @Test
  void asksNoSourceWhenMemoryWasAskedFor() {
    TemporalFinder finder = finder(source("path", true));

    assertThat(finder.find(new TemporalChoice.Memory(), progress))
        .isEqualTo(new TemporalFound.Memory());
    assertThat(told).noneMatch(line -> line.startsWith("asked"));
  }

  @Test
  void takesAGivenAddressThatAnswersAndRefusesOneThatDoesNot() {
    TemporalChoice given = TemporalChoice.parse("localhost:7233");

    assertThat(new TemporalFinder(List.of(), it -> true).find(given, progress))
        .isEqualTo(new TemporalFound.Given("localhost:7233"));
    assertThatThrownBy(() -> new TemporalFinder(List.of(), it -> false).find(given, progress))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("no Temporal server answers at localhost:7233 within 3 s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Memory", "localhost", "localhost:0", "localhost:65536", "a b:1"})
  void refusesAnyOtherChoice(String text) {
    assertThatThrownBy(() -> TemporalChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("but was: " + text);
  }

  @Test
  void leavesAnOldTemporalOnThePathAlone() throws IOException {
    Path old = executable(folder.resolve("bin").resolve("temporal"));
    OnPath path =
        new OnPath(List.of(old.getParent()), it -> Optional.of(new ServerVersion(1, 28, 9)));

    assertThat(path.find(progress)).isEmpty();
    assertThat(told)
        .containsExactly(old + " has server 1.28.9, at least 1.29.0 is needed: not used");
  }

  @Test
  void takesTheNewestOfTheCache() throws IOException {
    executable(folder.resolve("1.29.1").resolve("temporal"));
    Path newest = executable(folder.resolve("1.30.0").resolve("temporal"));

    assertThat(new BinaryCache(folder, TemporalFinderTest::versionByFolder).find(progress))
        .contains(new TemporalBinary(newest, new ServerVersion(1, 30, 0)));
  }

  @Test
  void keepsAFinishedBinaryUnderItsVersion() throws IOException {
    Path finished = executable(folder.resolve("made").resolve("temporal"));
    BinaryCache cache = new BinaryCache(folder.resolve("cache"), it -> Optional.of(GOOD));

    assertThat(cache.keep(finished).map(TemporalBinary::path))
        .contains(folder.resolve("cache").resolve("1.29.1").resolve("temporal"));
    assertThat(finished).doesNotExist();
  }

  @Test
  void cacheStandsWhereXdgSaysElseBelowHome() {
    Path home = Path.of("/home/me");

    assertThat(BinaryCache.ofUser(Map.of("XDG_CACHE_HOME", "/c"), home).folder())
        .isEqualTo(Path.of("/c/estop/temporal"));
    assertThat(BinaryCache.ofUser(Map.of(), home).folder())
        .isEqualTo(Path.of("/home/me/.cache/estop/temporal"));
  }

  @Test
  void goesOnWhereTheDownloadHostCannotBeReached() {
    BinaryCache cache = new BinaryCache(folder, it -> Optional.empty());

    assertThat(new SdkDownload(cache, "127.0.0.1").find(progress)).isEmpty();
    assertThat(told)
        .containsExactly("127.0.0.1 cannot be reached: no Temporal downloaded from there");
  }

  @Test
  void readsTheServerVersionOutOfTheCommandsOwnLine() {
    assertThat(ServerVersion.in("temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)"))
        .contains(GOOD);
    assertThat(ServerVersion.in("temporal version 0.13.2")).isEmpty();
  }

  private static TemporalFinder finder(BinarySource... sources) {
    return new TemporalFinder(List.of(sources), it -> true);
  }

  private static BinarySource source(String name, boolean has) {
    return progress -> {
      progress.says("asked " + name);
      return has ? Optional.of(new TemporalBinary(Path.of(name), GOOD)) : Optional.empty();
    };
  }

  private static Optional<ServerVersion> versionByFolder(Path binary) {
    return ServerVersion.in("Server " + binary.getName(binary.getNameCount() - 2));
  }

  private static Path executable(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
