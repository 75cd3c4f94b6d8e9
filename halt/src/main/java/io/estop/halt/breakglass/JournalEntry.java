package io.estop.halt.breakglass;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that a person did by break-glass.
 *
 * @param entryId made for it, the same in both of its lines
 * @param at when it began
 * @param environment where
 * @param person who, as the settings name them
 * @param act {@code hold}, {@code lock} or {@code unlock}
 * @param subject the stop id, or the account
 * @param details what was asked: scope, action, reason
 * @param results what came of it; empty where the process ended before it knew
 */
public record JournalEntry(
    String entryId,
    Instant at,
    String environment,
    String person,
    String act,
    String subject,
    Map<String, String> details,
    Map<String, String> results) {

  public JournalEntry {
    details = Map.copyOf(details);
    results = Map.copyOf(results);
  }

  /** Returns the same with what came of it. */
  public JournalEntry with(Map<String, String> came) {
    return new JournalEntry(entryId, at, environment, person, act, subject, details, came);
  }
}
