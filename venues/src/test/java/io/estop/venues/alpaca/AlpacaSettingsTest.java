package io.estop.venues.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlpacaSettingsTest {

  private static final URI LOCAL = URI.create("http://localhost:8790/");

  @Test
  void dropsTheSlashAtTheEndOfAnAddress() {
    assertThat(settings(LOCAL, Duration.ofSeconds(1), 200).tradingUrl())
        .isEqualTo(URI.create("http://localhost:8790"));
  }

  @Test
  void namesTheKeyAndItsBound() {
    assertThatThrownBy(() -> settings(URI.create("localhost:8790"), Duration.ofSeconds(1), 200))
        .hasMessageContaining("trading-url must be http(s)://");
    assertThatThrownBy(() -> settings(LOCAL, Duration.ZERO, 200))
        .hasMessageContaining("request-timeout must be above 0");
    assertThatThrownBy(() -> settings(LOCAL, Duration.ofSeconds(1), 4))
        .hasMessageContaining("requests-per-minute must be 5 to");
  }

  @Test
  void boundsTheCountdown() {
    assertThat(counting(Duration.ZERO, 2).cancelAllAfter()).isZero();
    assertThat(counting(Duration.ofSeconds(10), 2).cancelAllAfter()).hasSeconds(10);
    assertThat(counting(Duration.ofMinutes(10), 60).cancelAllAfter()).hasMinutes(10);
    for (String bad : List.of("PT9.999S", "PT10M0.001S", "PT30.5S", "PT-1S")) {
      assertThatThrownBy(() -> counting(Duration.parse(bad), 2))
          .hasMessageContaining(
              "cancel-all-after must be 0 (none) or 10 s to 10 min, whole seconds, but was: "
                  + bad);
    }
    assertThatThrownBy(() -> counting(Duration.ofSeconds(10), 4))
        .hasMessageContaining(
            "cancel-all-after must be at least three times the request-timeout PT4S but was: PT10S");
  }

  private static AlpacaSettings counting(Duration time, long requestSeconds) {
    return new AlpacaSettings(
        "paper",
        "PA1",
        LOCAL,
        LOCAL,
        "k",
        "s",
        Duration.ofSeconds(requestSeconds),
        200,
        1,
        false,
        time);
  }

  private static AlpacaSettings settings(URI uri, Duration timeout, int requestsPerMinute) {
    return new AlpacaSettings("paper", "PA1", uri, uri, "k", "s", timeout, requestsPerMinute, 1);
  }
}
