/** What the watch looks through: one class for each kind of source. */
@NullMarked
package io.estop.breaker.sensor;

import org.jspecify.annotations.NullMarked;
