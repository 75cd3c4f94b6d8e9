/** The words of one order, from request to final state, as Alpaca spells them. */
@NullMarked
package io.estop.paper.order;

import org.jspecify.annotations.NullMarked;
