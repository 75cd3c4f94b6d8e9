/**
 * Whose orders and positions are whose: order id prefixes, posted shares, orders that came back.
 */
@NullMarked
package io.estop.store.attribution;

import org.jspecify.annotations.NullMarked;
