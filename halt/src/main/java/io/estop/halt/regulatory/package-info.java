/** Halts that a market imposes, as a cause of stops. */
@NullMarked
package io.estop.halt.regulatory;

import org.jspecify.annotations.NullMarked;
