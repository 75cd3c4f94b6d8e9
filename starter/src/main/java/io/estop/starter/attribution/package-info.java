/** Whose orders and positions are whose, as trading systems say. */
@NullMarked
package io.estop.starter.attribution;

import org.jspecify.annotations.NullMarked;
