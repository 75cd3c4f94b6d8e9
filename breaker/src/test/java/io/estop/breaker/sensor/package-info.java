/** Sensors against the real thing: paper venue, PostgreSQL, Redis, Prometheus. */
@NullMarked
package io.estop.breaker.sensor;

import org.jspecify.annotations.NullMarked;
