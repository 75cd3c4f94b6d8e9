package io.estop.workflows.breaker;

import org.jspecify.annotations.Nullable;

/**
 * A trip that somebody else judged and presses.
 *
 * @param tripId which
 * @param why one sentence
 */
public record TrippedMessage(@Nullable String tripId, @Nullable String why) {}
