/** The watch: looks through sensors, judges rules, keeps their state, records what they did. */
@NullMarked
package io.estop.breaker.watch;

import org.jspecify.annotations.NullMarked;
