/** The trade_updates WebSocket. */
@NullMarked
package io.estop.paper.stream;

import org.jspecify.annotations.NullMarked;
