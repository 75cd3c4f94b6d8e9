package io.estop.halt.keeper;

import io.estop.store.alarm.AlarmKind;

/**
 * Something that people must see.
 *
 * @param kind what it is about
 * @param subject which component, stop or environment
 * @param text one sentence
 */
public record Finding(AlarmKind kind, String subject, String text) {}
