package io.estop.store.ledger;

import io.estop.model.Sha256;
import java.time.Instant;

/**
 * One row of the chain.
 *
 * @param sequence from 1 without gaps
 * @param recordedAt to the microsecond
 * @param actor who acted
 * @param action what was done
 * @param subject what it was done to
 * @param details canonical JSON
 * @param previousHash hash of the row before; 64 zeros before the first
 * @param hash SHA-256 over all of the above, in hex
 */
public record LedgerRow(
    long sequence,
    Instant recordedAt,
    String actor,
    String action,
    String subject,
    String details,
    String previousHash,
    String hash) {

  /** Returns the row that follows a hash. */
  static LedgerRow chained(
      long sequence, Instant recordedAt, LedgerEntry entry, String details, String previousHash) {
    LedgerRow open =
        new LedgerRow(
            sequence,
            recordedAt,
            entry.actor(),
            entry.action(),
            entry.subject(),
            details,
            previousHash,
            "");
    return new LedgerRow(
        sequence,
        recordedAt,
        entry.actor(),
        entry.action(),
        entry.subject(),
        details,
        previousHash,
        open.computedHash());
  }

  /** Returns the hash that this row's content must have. Each field's length stands before it. */
  String computedHash() {
    StringBuilder content = new StringBuilder();
    for (String field :
        new String[] {
          Long.toString(sequence),
          recordedAt.toString(),
          actor,
          action,
          subject,
          details,
          previousHash
        }) {
      content.append(field.length()).append(':').append(field).append('\n');
    }
    return Sha256.hex(content.toString());
  }
}
