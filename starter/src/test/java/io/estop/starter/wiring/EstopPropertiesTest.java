package io.estop.starter.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EstopPropertiesTest {
  @Test
  void hasDefaultsForEverythingButTheEnvironment() {
    EstopProperties properties = bound(Map.of("estop.environment", "demo"));

    assertThat(properties.tokens()).isEmpty();
    assertThat(properties.breaker().enabled()).isFalse();
    assertThat(properties.halt().lease()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "estop.environment,Prod,environment must be a lower-case letter",
    "estop.breaker.scope,planet:earth,scope kind must be one of",
    "estop.breaker.check-interval,1ms,estop.breaker.check-interval must be",
    "estop.breaker.ticks-per-run,0,estop.breaker.ticks-per-run must be 1 to",
    "estop.halt.lease,0s,estop.halt.lease must be",
    "estop.components[0].name,a b,estop.components: a name must be",
    "estop.components[0].max-order-quantity,5,must be 1 to 64",
    "estop.slack.responses,https://hooks.slack.com,estop.slack.responses must be like",
    "estop.slack.responses,https://a@evil.example/,estop.slack.responses must be like"
  })
  void refusesABadValueInOneSentence(String key, String value, String sentence) {
    Map<String, String> all = new java.util.HashMap<>(Map.of("estop.environment", "demo"));
    all.put(key, value);

    assertThatThrownBy(() -> bound(all))
        .hasRootCauseInstanceOf(ConfigurationRefused.class)
        .rootCause()
        .hasMessageContaining(sentence);
  }

  private static EstopProperties bound(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("estop", EstopProperties.class);
  }
}
