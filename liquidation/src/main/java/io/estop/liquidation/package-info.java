/** PLACEHOLDER */
@NullMarked
package io.estop.liquidation;

import org.jspecify.annotations.NullMarked;
