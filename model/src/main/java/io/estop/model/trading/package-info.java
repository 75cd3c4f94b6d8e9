/** What is traded: instruments, positions, quotes and accounts. */
@NullMarked
package io.estop.model.trading;

import org.jspecify.annotations.NullMarked;
