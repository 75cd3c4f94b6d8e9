package io.estop.embedded.demo;

import java.util.List;

/** How far the staged restart came. */
record RecoveryResult(List<String> stages, boolean selfApprovalRefused) {

  RecoveryResult {
    stages = List.copyOf(stages);
  }

  boolean isLive() {
    return selfApprovalRefused && stages.contains("LIVE");
  }
}
