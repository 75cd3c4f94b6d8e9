/** A small exchange that speaks FIX 4.4, on Parity's matching engine. For tests only. */
@NullMarked
package io.estop.venues.fix.exchange;

import org.jspecify.annotations.NullMarked;
