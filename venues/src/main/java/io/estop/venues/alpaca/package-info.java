/** The adapter for Alpaca's REST API, spoken by the paper venue and by a real broker alike. */
@NullMarked
package io.estop.venues.alpaca;

import org.jspecify.annotations.NullMarked;
