package io.estop.embedded.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the real script in a tree of empty files, with a java and a mvn that only tell their call.
 */
class LauncherTest {

  private static final List<String> BUILT =
      List.of("embedded", "worker", "starter", "paper", "cli");
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    Files.copy(Path.of(System.getProperty("estop.root", ".."), "estop"), tree.resolve("estop"));
    Files.createDirectories(tree.resolve("bin"));
    script(
        "java",
        "case \"$1\" in -version) echo 'openjdk version \"21.0.1\"' >&2;; *) "
            + "echo \"java $* [${PGHOST:-}${SPRING_DATASOURCE_URL:-}]\"; env | grep prod || true;; esac");
    script("mvn", "echo \"mvn $*\" >> \"" + tree + "/mvn.log\"; exit 1");
    write("pom.xml");
    for (String module : BUILT) {
      write(module + "/src/main/java/A.java");
      jar("estop-" + module + "-0.1.0-SNAPSHOT-app.jar", module);
    }
    write("bench/src/main/java/A.java");
    jar("estop-bench-0.1.0-SNAPSHOT-app.jar", "bench");
  }

  @ParameterizedTest
  @CsvSource({
    "demo, embedded/target/estop-embedded-0.1.0-SNAPSHOT-app.jar demo --once",
    "bench, bench/target/estop-bench-0.1.0-SNAPSHOT-app.jar --once",
    "stop, cli/target/estop-cli-0.1.0-SNAPSHOT-app.jar stop --once",
    "break-glass, cli/target/estop-cli-0.1.0-SNAPSHOT-app.jar break-glass --once",
  })
  void picksTheJarByTheFirstWordAndBuildsNothingWhenAllIsCurrent(String word, String end)
      throws Exception {
    Ended ended = run(word, "--once");

    assertThat(ended.output()).contains("-jar " + tree.toRealPath() + "/" + end);
    assertThat(tree.resolve("mvn.log")).doesNotExist();
  }

  @Test
  void printsUsageWithoutArguments() throws Exception {
    Ended ended = run();

    assertThat(ended.code()).isZero();
    assertThat(ended.output()).contains("./estop demo --once");
  }

  @Test
  void buildsOnlyWhatIsOlderThanItsSources() throws Exception {
    Files.setLastModifiedTime(
        tree.resolve("paper/src/main/java/A.java"), FileTime.from(Instant.now()));

    Ended ended = run("demo");

    assertThat(ended.output()).contains("building paper and what they need");
    assertThat(tree.resolve("mvn.log")).content().contains("package -pl paper -am");
  }

  @Test
  void saysInOneLineThatTheBuildFailed() throws Exception {
    Files.delete(tree.resolve("cli/target/estop-cli-0.1.0-SNAPSHOT-app.jar"));

    Ended ended = run("status");

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.output()).contains("estop: the build failed; the whole story is in ");
  }

  @Test
  void refusesAnOldJava() throws Exception {
    script("java", "echo 'java version \"1.8.0_202\"' >&2");

    Ended ended = run("demo");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("is Java 8; Java 17 or newer is needed");
  }

  @Test
  void refusesAJavaHomeWithoutJava() throws Exception {
    Ended ended = run(List.of("JAVA_HOME=/nowhere"), "demo");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.output()).contains("JAVA_HOME is /nowhere, but there is no bin/java in it");
  }

  @Test
  void hidesTheShellsConnectionsFromTheDemo() throws Exception {
    Ended ended = run(List.of("PGHOST=prod", "SPRING_DATASOURCE_URL=jdbc:prod"), "demo", "--once");

    assertThat(ended.output()).endsWith("demo --once []");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "bench"})
  void hidesEverySettingOfProductionFromWhatStartsASystemOfItsOwn(String word) throws Exception {
    Ended ended =
        run(
            Stream.of(
                    "SPRING_APPLICATION_JSON",
                    "SPRING_DATA_REDIS_HOST",
                    "SPRING_TEMPORAL_CONNECTION_TARGET",
                    "ESTOP_ENVIRONMENT",
                    "ESTOP_TOKEN",
                    "ESTOP_VENUES_0_TRADINGURL",
                    "ESTOP_VENUES_0_SECRETKEY",
                    "ESTOP_HALT_OUTBOXFOLDER",
                    "ESTOP_BREAKGLASS_POSTGRES_URL",
                    "PGPASSWORD",
                    "REDIS_URL",
                    "TEMPORAL_ADDRESS",
                    "TEMPORAL_NAMESPACE",
                    "APCA_API_SECRET_KEY",
                    "ALPACA_API_KEY",
                    "SERVER_PORT",
                    "MANAGEMENT_SERVER_PORT")
                .map(name -> name + "=prod")
                .toList(),
            word,
            "--once");

    assertThat(ended.output()).contains("--once []").doesNotContain("=prod");
  }

  @Test
  void theOperatorsCommandsKeepTheirSettings() throws Exception {
    Ended ended = run(List.of("ESTOP_BREAKGLASS_POSTGRES_URL=prod"), "break-glass", "hold");

    assertThat(ended.output()).contains("ESTOP_BREAKGLASS_POSTGRES_URL=prod");
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    return run(List.of(), words);
  }

  private Ended run(List<String> settings, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("bash", tree.resolve("estop").toString()), Stream.of(words))
                .toList());
    builder.environment().clear();
    builder.environment().put("PATH", tree.resolve("bin") + ":/usr/bin:/bin");
    settings.forEach(s -> builder.environment().put(s.split("=")[0], s.split("=")[1]));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output.strip());
  }

  private void script(String name, String body) throws IOException {
    Path script = tree.resolve("bin").resolve(name);
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void write(String path) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    for (Path each = file; !each.equals(tree); each = each.getParent()) {
      Files.setLastModifiedTime(each, FileTime.from(LONG_AGO));
    }
  }

  private void jar(String name, String module) throws IOException {
    Path target = Files.createDirectories(tree.resolve(module).resolve("target"));
    Files.writeString(target.resolve(name), "");
  }

  private record Ended(int code, String output) {}
}
