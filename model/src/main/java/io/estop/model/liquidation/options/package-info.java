/** What is particular to options: cover, the order within a hedged group, width of quotes. Pure. */
@NullMarked
package io.estop.model.liquidation.options;

import org.jspecify.annotations.NullMarked;
