package io.estop.breaker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.configuration.Key;
import io.estop.store.configuration.ConfigurationVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveConfigurationTest {
  private static final String VIX = "circuit_breaker.vix_threshold";

  private final List<String> refusals = new ArrayList<>();
  private Optional<ConfigurationVersion> approved = Optional.empty();
  private final LiveConfiguration live =
      new LiveConfiguration(Configuration.standard(), () -> approved, refusals::add);

  @Test
  void anApprovedVersionHoldsAsAWholeAndItsSourceIsSaid() {
    approve(4, Map.of(VIX, "25", "enabled", "false"));

    assertThat(live.inForce().version()).isEqualTo(4);
    assertThat(live.observeOnly()).isTrue();
    assertThat(live.current().value(Key.VIX_THRESHOLD))
        .hasValueSatisfying(value -> assertThat(value.source()).hasToString("version 4"));
  }

  @Test
  void whatTheNextVersionLeavesOutIsAsFileAndVariablesSay() {
    approve(1, Map.of(VIX, "25", "enabled", "false"));

    approve(2, Map.of(VIX, "20"));

    assertThat(live.observeOnly()).isFalse();
    assertThat(live.current().number(Key.VIX_THRESHOLD).orElseThrow()).isEqualByComparingTo("20");
  }

  @Test
  void aVersionThatCannotHoldChangesNothingAndIsToldOnce() {
    approve(1, Map.of(VIX, "25"));

    approve(2, Map.of(VIX, "20", "enabled", "perhaps"));
    live.refresh();

    assertThat(live.inForce().version()).isEqualTo(1);
    assertThat(live.current().number(Key.VIX_THRESHOLD).orElseThrow()).isEqualByComparingTo("25");
    assertThat(refusals)
        .singleElement()
        .asString()
        .contains("version 2", "version 1 stays", "enabled must be true or false but was: perhaps");
    approve(3, Map.of(VIX, "21"));
    assertThat(live.inForce().version()).isEqualTo(3);
  }

  @Test
  void whatIsReadAtStartCannotChangeWhileTheSystemRuns() {
    assertThatThrownBy(() -> live.with(Map.of("liquidation.max_tranches", "3", VIX, "20"), 1))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageContaining("liquidation.max_tranches is read at start")
        .hasMessageContaining("MAX_TRANCHES");
  }

  private void approve(long number, Map<String, String> settings) {
    approved =
        Optional.of(
            new ConfigurationVersion(
                number,
                number - 1,
                settings,
                "a test",
                "anna",
                Instant.EPOCH,
                "hash",
                Optional.of(new ConfigurationVersion.Approval("boris", Instant.EPOCH))));
    live.refresh();
  }
}
