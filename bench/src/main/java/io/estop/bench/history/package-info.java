/** How much of Temporal's history a stop takes, and whether that grows with its positions. */
@NullMarked
package io.estop.bench.history;

import org.jspecify.annotations.NullMarked;
