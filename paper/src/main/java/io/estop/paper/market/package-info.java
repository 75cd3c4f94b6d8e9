/** What is traded and when: instruments, option symbols, the market clock and its calendar. */
@NullMarked
package io.estop.paper.market;

import org.jspecify.annotations.NullMarked;
