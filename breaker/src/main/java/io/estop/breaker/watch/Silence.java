package io.estop.breaker.watch;

import io.estop.model.Scope;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a scope's breaker does not see: an alarm for each source while it is silent, and a row in
 * the ledger when it falls silent. Thread-safe for one look of a scope at a time.
 */
final class Silence {
  private static final String ACTOR = "breaker";

  private final Alarms alarms;
  private final Ledger ledger;
  // What this process has told of each scope; a new process says anew what it finds.
  private final Map<Scope, Map<String, Boolean>> told = new ConcurrentHashMap<>();

  Silence(Alarms alarms, Ledger ledger) {
    this.alarms = alarms;
    this.ledger = ledger;
  }

  /**
   * Tells of what changed.
   *
   * @param sources all that a scope looks through
   * @param silent why those see nothing that do not
   */
  void tell(Scope scope, Set<String> sources, Map<String, String> silent) {
    Map<String, Boolean> before = told.computeIfAbsent(scope, first -> new HashMap<>());
    Set<String> all = new HashSet<>(sources);
    all.addAll(silent.keySet());
    for (String source : all) {
      boolean isSilent = silent.containsKey(source);
      if (!Boolean.valueOf(isSilent).equals(before.get(source))) {
        tell(scope, source, silent.get(source));
        before.put(source, isSilent);
      }
    }
  }

  private void tell(Scope scope, String source, @Nullable String why) {
    String subject = scope + ": " + source;
    if (why == null) {
      alarms.clear(ACTOR, AlarmKind.SENSOR_SILENT, subject, Duration.ZERO);
    } else if (alarms.raise(ACTOR, AlarmKind.SENSOR_SILENT, subject, why)) {
      ledger.append(
          new LedgerEntry(
              ACTOR,
              "BLIND",
              "breaker/" + scope,
              Map.of("text", "no reading: " + source + ": " + why)));
    }
  }
}
