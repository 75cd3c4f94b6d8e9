package io.estop.store.breaker;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.RuleState;
import io.estop.store.CanonicalJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state of a rule as JSON. */
final class StateText {
  private StateText() {}

  static String write(RuleState state) {
    Map<String, Object> fields = new HashMap<>();
    state.judgedUntil().ifPresent(at -> fields.put("judgedUntil", at.toString()));
    state.trippedAt().ifPresent(at -> fields.put("trippedAt", at.toString()));
    fields.put("bad", state.bad().stream().map(StateText::toMap).toList());
    fields.put("alarming", state.alarming().stream().map(StateText::toMap).toList());
    fields.put("warned", state.warned());
    fields.put("calm", state.calm());
    fields.put("episode", state.episode());
    return CanonicalJson.write(fields);
  }

  private static Map<String, String> toMap(Reading reading) {
    return Map.of(
        "metric", reading.metric().word(),
        "subject", reading.subject(),
        "value", reading.value().toPlainString(),
        "at", reading.at().toString());
  }

  static RuleState read(String text) {
    Map<String, Object> fields = CanonicalJson.read(text);
    return new RuleState(
        moment(fields.get("judgedUntil")),
        readings(fields.get("bad")),
        readings(fields.get("alarming")),
        Boolean.TRUE.equals(fields.get("warned")),
        (int) number(fields.get("calm")),
        number(fields.get("episode")),
        moment(fields.get("trippedAt")));
  }

  private static Optional<Instant> moment(@Nullable Object text) {
    return Optional.ofNullable(text).map(String::valueOf).map(Instant::parse);
  }

  private static List<Reading> readings(@Nullable Object list) {
    List<Reading> readings = new ArrayList<>();
    if (list instanceof List<?> all) {
      for (Object one : all) {
        Map<?, ?> fields = (Map<?, ?>) one;
        readings.add(
            new Reading(
                Metric.ofWord(String.valueOf(fields.get("metric"))),
                String.valueOf(fields.get("subject")),
                new BigDecimal(String.valueOf(fields.get("value"))),
                Instant.parse(String.valueOf(fields.get("at")))));
      }
    }
    return readings;
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number found ? found.longValue() : 0;
  }
}
