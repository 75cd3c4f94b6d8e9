/** Bounds that press, keeper and components share. */
@NullMarked
package io.estop.halt;

import org.jspecify.annotations.NullMarked;
