package io.estop.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlassSettingsTest {
  private static final String FIX =
      """
      environment=test
      venues.0.name=dma
      venues.0.account=PA1
      venues.0.environment=test
      venues.0.type=fix
      venues.0.fix.host=127.0.0.1
      venues.0.fix.port=9
      venues.0.fix.sender-comp-id=GLASS
      venues.0.fix.target-comp-id=THEM
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void aVenueMayBeReachedByFix() throws IOException {
    try (Venue venue = settings(FIX).venues().get(0).open()) {
      assertThat(venue.account()).isEqualTo(new Account("dma", "PA1"));
      assertThat(folder.resolve("fix").resolve("dma-PA1")).isDirectory();
    }
  }

  @Test
  void whatCannotBeIsRefusedAndNamed() {
    assertThatThrownBy(() -> settings(FIX.replace("type=fix", "type=ouch")).venues())
        .hasMessageContaining("venues.0.type must be alpaca or fix but was: ouch");
    assertThatThrownBy(() -> settings(FIX.replace("port=9", "port=0")).venues())
        .hasMessageContaining("port must be 1 to 65535 but was: 0");
    assertThatThrownBy(() -> settings(FIX + "venues.0.fix.tls=maybe\n").venues())
        .hasMessageContaining("tls must be true or false but was: maybe");
    assertThatThrownBy(() -> settings(FIX + "venues.0.fix.heartbeat-millis=1\n").venues())
        .hasMessageContaining("heartbeat must be 1 s to 60 s");
    assertThatThrownBy(() -> settings(FIX + "venues.0.fix.hots=127.0.0.1\n"))
        .hasMessageContaining("unknown key");
  }

  @Test
  void timesHaveDefaultsAndMayBeSet() throws IOException {
    assertThat(settings(FIX).timeout()).isEqualTo(Duration.ofSeconds(300));
    assertThat(settings(FIX).acknowledgeWithin()).isEqualTo(Duration.ofSeconds(2));
    GlassSettings set =
        settings(FIX + "liquidation.timeout-seconds=90\nacknowledge-within-millis=5000\n");
    assertThat(set.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(set.acknowledgeWithin()).isEqualTo(Duration.ofSeconds(5));
  }

  private GlassSettings settings(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("glass.properties"), text);
    return GlassSettings.read(file, true, Map.of("ESTOP_BREAKGLASS_JOURNAL", folder.toString()));
  }
}
