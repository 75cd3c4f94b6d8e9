/** Holding without the starter: who may, and the journal of what was done. */
@NullMarked
package io.estop.halt.breakglass;

import org.jspecify.annotations.NullMarked;
