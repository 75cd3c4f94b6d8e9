package io.estop.modelcheck.postgres;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rows of the flag's tables, never changed.
 *
 * @param version of the flag
 * @param incarnation last value of the sequence
 * @param holds rows of hold by stop id, a value by column
 * @param releases version of the flag by released stop
 * @param ended stops that have ended
 * @param approvals hashes of used approvals
 * @param ledger stage rows of recoveries: subject, action and details
 */
public record FlagRows(
    long version,
    long incarnation,
    Map<String, Map<String, Object>> holds,
    Map<String, Long> releases,
    Set<String> ended,
    Set<String> approvals,
    Map<Long, Map<String, Object>> ledger) {

  public FlagRows {
    holds = Collections.unmodifiableMap(new TreeMap<>(holds));
    releases = Collections.unmodifiableMap(new LinkedHashMap<>(releases));
    ended = Collections.unmodifiableSet(new TreeSet<>(ended));
    approvals = Collections.unmodifiableSet(new TreeSet<>(approvals));
    ledger = Collections.unmodifiableMap(new TreeMap<>(ledger));
  }

  /** Returns an empty flag. */
  public static FlagRows empty() {
    return new FlagRows(0, 0, Map.of(), Map.of(), Set.of(), Set.of(), Map.of());
  }

  FlagRows withVersion(long raised) {
    return new FlagRows(raised, incarnation, holds, releases, ended, approvals, ledger);
  }

  FlagRows withIncarnation(long next) {
    return new FlagRows(version, next, holds, releases, ended, approvals, ledger);
  }

  FlagRows withHold(Map<String, Object> row) {
    Map<String, Map<String, Object>> next = new TreeMap<>(holds);
    Map<String, Object> merged = new TreeMap<>(next.getOrDefault((String) row.get("stop_id"), row));
    // The scope of a row that is there stays: "do update" names the other columns only.
    Object scope = merged.get("scope");
    merged.putAll(row);
    merged.put("scope", scope);
    next.put((String) row.get("stop_id"), Collections.unmodifiableMap(merged));
    return new FlagRows(version, incarnation, next, releases, ended, approvals, ledger);
  }

  FlagRows withoutHold(String stop) {
    Map<String, Map<String, Object>> next = new TreeMap<>(holds);
    next.remove(stop);
    return new FlagRows(version, incarnation, next, releases, ended, approvals, ledger);
  }

  FlagRows withRelease(String stop, long at) {
    Map<String, Long> next = new LinkedHashMap<>(releases);
    next.putIfAbsent(stop, at);
    return new FlagRows(version, incarnation, holds, next, ended, approvals, ledger);
  }

  /** Returns these rows with a stop that has ended. */
  public FlagRows withEnded(String stop) {
    Set<String> next = new TreeSet<>(ended);
    next.add(stop);
    return new FlagRows(version, incarnation, holds, releases, next, approvals, ledger);
  }

  FlagRows withApproval(String hash) {
    Set<String> next = new TreeSet<>(approvals);
    next.add(hash);
    return new FlagRows(version, incarnation, holds, releases, ended, next, ledger);
  }

  FlagRows withLedger(Map<String, Object> row) {
    Map<Long, Map<String, Object>> next = new TreeMap<>(ledger);
    next.put((long) next.size() + 1, Collections.unmodifiableMap(new TreeMap<>(row)));
    return new FlagRows(version, incarnation, holds, releases, ended, approvals, next);
  }
}
