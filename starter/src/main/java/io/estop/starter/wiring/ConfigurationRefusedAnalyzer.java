package io.estop.starter.wiring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says one sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ConfigurationRefusedAnalyzer extends AbstractFailureAnalyzer<ConfigurationRefused> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationRefused refused) {
    return new FailureAnalysis(
        String.valueOf(refused.getMessage()), "Correct the value and start again.", refused);
  }
}
