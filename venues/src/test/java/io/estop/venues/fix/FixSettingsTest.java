package io.estop.venues.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.FixSettings.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixSettingsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void hideEverySecret() {
    FixSettings settings = Member.settings(9, folder, Duration.ofSeconds(1));

    assertThat(settings + " " + settings.parties() + " " + Trust.ofJava())
        .doesNotContain("s3cret")
        .doesNotContain("ann")
        .doesNotContain("changeit");
  }

  @Test
  void nameTheValueAndTheBound() {
    refused(() -> new Endpoint("host", 0, Optional.empty()), "port must be 1 to 65535 but was: 0");
    refused(() -> new Endpoint(" ", 9, Optional.empty()), "host must not be blank");
    refused(() -> new Parties("", "B", "", ""), "sender-comp-id and target-comp-id");
    refused(
        () -> new Conduct(Duration.ofMillis(900), "", true, false), "heartbeat must be 1 s to 60");
    refused(
        () -> Member.settings(9, folder, Duration.ofSeconds(61)),
        "request-timeout must be above 0 and at most 60 s but was: PT1M1S");
    refused(
        () -> new Trust(folder.resolve("none"), ""), "trust-store must be a readable file but was");
  }

  @Test
  void relativePathsBeginAtTheWorkingDirectoryAndAreNamedInFull() {
    Path here = Path.of("").toAbsolutePath();

    refused(
        () -> Trust.of(true, "keys/../none.p12", ""),
        "trust-store must be a readable file but was: " + here.resolve("none.p12"));
    assertThat(Member.settings(9, Path.of("a/../b"), Duration.ofSeconds(1)).storeFolder())
        .isEqualTo(here.resolve("b"));
    assertThat(Trust.of(true, "", "")).contains(Trust.ofJava());
    assertThat(Trust.of(false, "none.p12", "")).isEmpty();
  }

  @Test
  void aFolderThatCannotBeUsedRefusesTheStart() {
    FixSettings settings = Member.settings(9, Path.of("/dev/null/store"), Duration.ofSeconds(1));

    refused(() -> new FixVenue(settings, Clock.systemUTC()), "store-folder must be a folder");
  }

  private static void refused(Runnable act, String words) {
    assertThatThrownBy(act::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
