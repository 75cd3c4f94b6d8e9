package io.estop.venues.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
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

  private static AlpacaSettings settings(URI uri, Duration timeout, int requestsPerMinute) {
    return new AlpacaSettings("paper", "PA1", uri, uri, "k", "s", timeout, requestsPerMinute, 1);
  }
}
