package io.estop.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Warden warden;

  @BeforeEach
  void startWarden() {
    warden = Warden.start(folder);
  }

  @AfterEach
  void closeWarden() {
    warden.close();
  }

  @Test
  void deathWhileStartingIsReportedWithTheLastWords() {
    ChildProcess child = shell("worker", "echo cannot bind port 8080; exit 7");

    assertThatThrownBy(() -> child.awaitReady(() -> false, BOUND))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(
            "worker ended with exit code 7 while starting: cannot bind port 8080");
  }

  @Test
  void slownessIsReportedWithTheBoundAndWhatWasSeen() {
    ChildProcess child = shell("starter", "exec sleep 60");

    assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(100)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("starter was not ready after 0 s: it logged nothing");
    child.stop();
  }

  @Test
  void aProgramThatIsNotThereIsOneClearLine() {
    ChildSpec spec = ChildSpec.of("redis", List.of("/no/such/program"), folder);

    assertThatThrownBy(() -> ChildProcess.start(spec, warden))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("cannot start redis: ");
  }

  @Test
  void stopEndsEvenAChildThatIgnoresIt() {
    ChildProcess child = shell("deaf", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
    child.awaitReady(() -> LogTail.of(folder.resolve("deaf.log"), 1).equals("ready"), BOUND);

    child.stop();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void closedWardenLeavesNoChildBehindAndLetsNoNewOneStart() {
    ChildProcess child = shell("forgotten", "exec sleep 60");

    warden.close();

    assertThat(Await.until(() -> !child.isAlive(), BOUND)).isTrue();
    assertThatThrownBy(() -> shell("late", "exec sleep 60"))
        .isInstanceOf(StartFailure.class)
        .hasMessage("everything is being stopped: nothing new is started");
  }

  @Test
  void killedParentLeavesNoChildBehind() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledParent.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    long child = Long.parseLong(parent.inputReader().readLine());
    assertThat(isAlive(child)).isTrue();

    parent.destroyForcibly();

    assertThat(Await.until(() -> !isAlive(child), BOUND)).isTrue();
  }

  @Test
  void nothingOfTheParentsConnectionsReachesAChild() {
    assertThat(ChildSpec.of("any", List.of("true"), folder).environment())
        .containsKey("PATH")
        .allSatisfy(
            (key, value) -> assertThat(key).doesNotStartWith("SPRING").doesNotContain("PG"));
  }

  private ChildProcess shell(String name, String script) {
    return ChildProcess.start(ChildSpec.of(name, List.of("/bin/sh", "-c", script), folder), warden);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
