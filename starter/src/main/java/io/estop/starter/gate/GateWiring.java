package io.estop.starter.gate;

import io.estop.gate.TradingGate;
import io.estop.halt.Loop;
import io.estop.halt.component.ComponentState;
import io.estop.starter.wiring.EstopProperties;
import io.estop.store.Database;
import io.estop.store.component.Components;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** This process's own gate, which answers for others. */
@Configuration(proxyBeanMethods = false)
class GateWiring {
  private static final Duration LIMITS_EVERY = Duration.ofSeconds(1);

  @Bean
  TradingGate httpGate(EstopProperties properties, LettuceConnectionFactory redis) {
    return TradingGate.builder(
            properties.environmentId(),
            ComponentState.HTTP_GATE,
            (RedisClient) redis.getRequiredNativeClient())
        .start();
  }

  @Bean
  Admissions admissions() {
    return new Admissions();
  }

  @Bean
  RegisteredLimits registeredLimits(Components components) {
    return new RegisteredLimits(components);
  }

  @Bean(initMethod = "start")
  Loop limitsLoop(RegisteredLimits limits, Database database, MeterRegistry meters) {
    return new Loop(
        "limits",
        LIMITS_EVERY,
        () -> {
          if (database.isMigrated()) {
            limits.refresh();
          }
        },
        meters);
  }
}
