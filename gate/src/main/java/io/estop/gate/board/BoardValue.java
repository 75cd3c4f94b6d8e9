package io.estop.gate.board;

/** What stands under the board's key: a board, or something that denies. */
public sealed interface BoardValue permits BoardState, Unreadable {}
