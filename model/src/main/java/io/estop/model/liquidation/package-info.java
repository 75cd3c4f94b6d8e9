/** How a position is closed: pure planning and the bounds every order must keep. */
@NullMarked
package io.estop.model.liquidation;

import org.jspecify.annotations.NullMarked;
