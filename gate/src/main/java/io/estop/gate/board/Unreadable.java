package io.estop.gate.board;

/**
 * No board and no message: missing, damaged, of another environment or of an unknown format. It
 * denies.
 *
 * @param why for people
 */
public record Unreadable(String why) implements BoardValue, Published {}
