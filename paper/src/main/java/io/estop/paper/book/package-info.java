/** One price-time order book per instrument, filled by a seeded simulated market. */
@NullMarked
package io.estop.paper.book;

import org.jspecify.annotations.NullMarked;
