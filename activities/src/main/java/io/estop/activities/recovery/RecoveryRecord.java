package io.estop.activities.recovery;

import io.estop.model.StopId;
import io.estop.store.CanonicalJson;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.ledger.LedgerRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ledger rows of one recovery: each under the recovery and under the stop. */
final class RecoveryRecord {
  private static final int NEWEST = 50;

  private final Ledger ledger;

  RecoveryRecord(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Appends one thing that was done, under both subjects, all or none. */
  void append(Step step, Map<String, ?> details) {
    Map<String, Object> all = new TreeMap<>(details);
    all.put("stop", step.stop().value());
    ledger.append(
        List.of(
            new LedgerEntry(step.actor(), step.action(), subject(step.scope()), all),
            new LedgerEntry(step.actor(), step.action(), LedgerEntry.stop(step.stop()), all)));
  }

  /**
   * Who did what.
   *
   * @param scope of the recovery
   * @param stop whose
   * @param actor a person
   * @param action FINDING, STAGE_REQUESTED, STAGE_APPROVED, STAGE
   */
  record Step(String scope, StopId stop, String actor, String action) {}

  /** Returns the details of the newest row of a recovery whose detail has that value. */
  Optional<Map<String, Object>> newest(String scope, String action, String key, String value) {
    List<LedgerRow> rows = ledger.about(subject(scope), List.of(action), NEWEST);
    Optional<Map<String, Object>> found = Optional.empty();
    for (LedgerRow row : rows) {
      Map<String, Object> details = CanonicalJson.read(row.details());
      if (value.equals(details.get(key))) {
        found = Optional.of(details);
      }
    }
    return found;
  }

  private static String subject(String scope) {
    return "recovery/" + scope;
  }
}
