package io.estop.worker;

import io.estop.model.breaker.RulesRefusedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says all that is wrong with the breaker's rules and values instead of a stack trace. */
final class RulesRefusedAnalyzer extends AbstractFailureAnalyzer<RulesRefusedException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RulesRefusedException refused) {
    return new FailureAnalysis(
        "estop.breaker: " + String.join("\n", refused.errors()),
        "Correct the values and start again.",
        refused);
  }
}
