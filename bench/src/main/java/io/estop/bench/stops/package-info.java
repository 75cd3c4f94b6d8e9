/** What benches do with stops between two measurements: to the end, and out of the way. */
@NullMarked
package io.estop.bench.stops;

import org.jspecify.annotations.NullMarked;
