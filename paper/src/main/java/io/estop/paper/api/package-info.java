/** Alpaca's REST shapes: trading and market data. */
@NullMarked
package io.estop.paper.api;

import org.jspecify.annotations.NullMarked;
