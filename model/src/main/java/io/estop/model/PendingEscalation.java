package io.estop.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step further that a stop takes by itself.
 *
 * @param action how far it goes then
 * @param dueAt when
 * @param askedBy the person or rule whose press asked for it
 * @param deferredBy the person who deferred it last, null where nobody did
 * @param deferralReason why, null where nobody did
 */
public record PendingEscalation(
    Action action,
    Instant dueAt,
    String askedBy,
    @Nullable String deferredBy,
    @Nullable String deferralReason) {

  /** Returns the same, due at another moment because a person wants it so. */
  PendingEscalation deferred(Instant until, String person, String reason) {
    return new PendingEscalation(action, until, askedBy, person, reason);
  }
}
