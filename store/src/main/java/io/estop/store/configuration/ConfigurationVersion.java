package io.estop.store.configuration;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A change of the configuration while the system runs.
 *
 * @param number rises with every proposal
 * @param base the version that it was made on; 0: none
 * @param settings all that then holds beside files and variables, by path
 * @param reason one sentence
 * @param proposer who asked for it
 * @param proposedAt when
 * @param approvalHash names exactly this: what the approver must repeat
 * @param approval who approved it and when; empty while nobody did
 */
public record ConfigurationVersion(
    long number,
    long base,
    Map<String, String> settings,
    String reason,
    String proposer,
    Instant proposedAt,
    String approvalHash,
    Optional<Approval> approval) {

  /** Who approved, and when. */
  public record Approval(String approver, Instant at) {}

  public ConfigurationVersion {
    settings = Map.copyOf(settings);
  }
}
