package io.estop.embedded.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.estop.embedded.process.Ports;
import io.estop.embedded.process.Progress;
import io.estop.embedded.process.Warden;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {

  @Test
  void memoryServerAnswersForTheNamespaceOnLoopback(@TempDir Path folder) {
    try (Warden warden = Warden.start(folder);
        TemporalServer server =
            TemporalServer.start(new TemporalFound.Memory(), place(folder, warden))) {
      TemporalClient.ensureNamespace(server.facts().address(), "demo");

      assertThat(server.facts().kind()).isEqualTo("memory");
      assertThat(server.facts().ui()).isEmpty();
      assertThat(TemporalClient.knows(server.facts().address(), "demo")).isTrue();
      assertThatThrownBy(server::kill).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void devServerComesBackWithItsDatabaseAfterAKill(@TempDir Path folder) {
    Optional<TemporalBinary> binary =
        BinaryCache.ofUser(System.getenv(), Path.of(System.getProperty("user.home")))
            .find(Progress.SILENT);
    assumeTrue(binary.isPresent(), "no cached Temporal binary: ./estop demo --once makes one");
    try (Warden warden = Warden.start(folder);
        TemporalServer server =
            TemporalServer.start(
                new TemporalFound.Startable(binary.get()), place(folder, warden))) {
      TemporalClient.ensureNamespace(server.facts().address(), "kept");

      server.kill();
      server.restart();

      assertThat(server.facts().kind()).startsWith("dev-server 1.");
      assertThat(TemporalClient.knows(server.facts().address(), "kept")).isTrue();
    }
  }

  private static TemporalPlace place(Path folder, Warden warden) {
    List<Integer> ports = Ports.free(2);
    return new TemporalPlace(ports.get(0), ports.get(1), "demo", folder, warden);
  }
}
