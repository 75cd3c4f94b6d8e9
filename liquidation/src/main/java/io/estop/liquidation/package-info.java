/** The engine that closes positions: plans become slices, slices become fills. */
@NullMarked
package io.estop.liquidation;

import org.jspecify.annotations.NullMarked;
