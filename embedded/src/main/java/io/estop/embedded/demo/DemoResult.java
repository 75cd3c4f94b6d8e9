package io.estop.embedded.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The demo in one JSON object: its last line with {@code --once}. */
final class DemoResult {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, Object> times = new LinkedHashMap<>();

  DemoResult(String temporalKind, long startupMillis) {
    fields.put("temporal", temporalKind);
    times.put("startupMillis", startupMillis);
  }

  void stop(StopView stop, Optional<Long> deniedMillis, @Nullable Long measuredMillis) {
    fields.put("outcome", stop.outcome().orElse("NONE"));
    fields.put("stopId", stop.stopId());
    fields.put("scope", stop.text("scope"));
    fields.put("trigger", stop.text("trigger"));
    fields.put("counts", stop.json().path("counts"));
    fields.put("ordersSent", stop.count("ordersSent"));
    fields.put("execution", stop.json().path("execution"));
    deniedMillis.ifPresent(millis -> times.put("pressToDeniedMillis", millis));
    Long took = stop.millisToOutcome().orElse(measuredMillis);
    if (stop.isFlat() && took != null) {
      times.put("pressToFlatMillis", took);
    }
  }

  void trader(long before, long denied, long after) {
    fields.put(
        "trader", Map.of("ordersBefore", before, "ordersDenied", denied, "ordersAfter", after));
  }

  void recovery(RecoveryResult recovery) {
    Map<String, Object> walk = new LinkedHashMap<>();
    walk.put("stages", recovery.stages());
    walk.put("selfApprovalRefused", recovery.selfApprovalRefused());
    walk.put("live", recovery.isLive());
    fields.put("recovery", walk);
  }

  String json() {
    fields.put("times", times);
    return JSON.writeValueAsString(fields);
  }
}
