package io.estop.worker;

import io.estop.model.configuration.ConfigurationRefusedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says all that is wrong instead of a stack trace. */
final class ConfigurationRefusedAnalyzer
    extends AbstractFailureAnalyzer<ConfigurationRefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationRefusedException refused) {
    return new FailureAnalysis(
        String.join("\n", refused.errors()), "Correct the values and start again.", refused);
  }
}
