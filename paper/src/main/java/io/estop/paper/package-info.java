/**
 * The paper venue: an order-book exchange simulator behind Alpaca's public REST API, so that one
 * adapter serves it and a real broker, with faults that can be switched on; see paper/README.md.
 */
@NullMarked
package io.estop.paper;

import org.jspecify.annotations.NullMarked;
