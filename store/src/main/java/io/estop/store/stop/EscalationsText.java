package io.estop.store.stop;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.PendingEscalation;
import io.estop.store.CanonicalJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pending escalations as canonical JSON. */
final class EscalationsText {
  private EscalationsText() {}

  static String write(Escalations escalations) {
    return CanonicalJson.write(
        Map.of("pending", escalations.pending().stream().map(EscalationsText::toMap).toList()));
  }

  private static Map<String, Object> toMap(PendingEscalation one) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("action", one.action().name());
    fields.put("dueAt", one.dueAt().toString());
    fields.put("askedBy", one.askedBy());
    if (one.deferredBy() != null && one.deferralReason() != null) {
      fields.put("deferredBy", one.deferredBy());
      fields.put("deferralReason", one.deferralReason());
    }
    return fields;
  }

  static Escalations read(String text) {
    List<PendingEscalation> pending = new ArrayList<>();
    if (CanonicalJson.read(text).get("pending") instanceof List<?> all) {
      for (Object one : all) {
        pending.add(fromMap((Map<?, ?>) one));
      }
    }
    return new Escalations(pending);
  }

  private static PendingEscalation fromMap(Map<?, ?> fields) {
    return new PendingEscalation(
        Action.valueOf(String.valueOf(fields.get("action"))),
        Instant.parse(String.valueOf(fields.get("dueAt"))),
        String.valueOf(fields.get("askedBy")),
        text(fields.get("deferredBy")),
        text(fields.get("deferralReason")));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
