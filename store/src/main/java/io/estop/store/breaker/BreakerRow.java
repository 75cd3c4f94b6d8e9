package io.estop.store.breaker;

import io.estop.model.breaker.DrawdownState;
import java.time.Instant;

/**
 * What a breaker remembers.
 *
 * @param state of its rule
 * @param why its latest finding
 * @param version rises with every change
 * @param tickedAt when it last looked
 */
public record BreakerRow(DrawdownState state, String why, long version, Instant tickedAt) {}
