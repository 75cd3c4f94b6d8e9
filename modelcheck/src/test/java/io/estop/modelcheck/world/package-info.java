/** A small world: its state, what may happen next, and what must never be. */
@NullMarked
package io.estop.modelcheck.world;

import org.jspecify.annotations.NullMarked;
