/**
 * Seeded worlds in which the real planner, engine and SQL work against venues that misbehave, on a
 * clock of their own: the same seed is the same world, and what must never be is counted.
 */
@NullMarked
package io.estop.bench.simulation;

import org.jspecify.annotations.NullMarked;
