package io.estop.gate.board;

/** What came over the board's channel: a change, or something that is counted and ignored. */
public sealed interface Published permits BoardChange, Unreadable {}
