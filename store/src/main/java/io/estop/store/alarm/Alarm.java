package io.estop.store.alarm;

import java.time.Instant;
import java.util.Optional;

/**
 * One alarm.
 *
 * @param kind what it is about
 * @param subject which component, stop or environment
 * @param text one sentence for people
 * @param raisedAt when it began
 * @param clearedAt when it was over; empty while it stands
 */
public record Alarm(
    AlarmKind kind, String subject, String text, Instant raisedAt, Optional<Instant> clearedAt) {}
