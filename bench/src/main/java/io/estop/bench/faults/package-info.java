/** A seeded campaign: one fault at one step of one halt, seen from outside, again and again. */
@NullMarked
package io.estop.bench.faults;

import org.jspecify.annotations.NullMarked;
