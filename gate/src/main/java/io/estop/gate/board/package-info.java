/** The board in Redis: its text, its scripts, its lease, and what is written beside it. */
@NullMarked
package io.estop.gate.board;

import org.jspecify.annotations.NullMarked;
