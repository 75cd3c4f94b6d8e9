package io.estop.gate.board;

/**
 * No board: missing, damaged, of another environment or of an unknown format. It denies.
 *
 * @param why for people
 */
public record Unreadable(String why) implements BoardValue {}
