/** Embedded PostgreSQL and Redis: real servers, on loopback, that tests can kill and restart. */
@NullMarked
package io.estop.embedded.stores;

import org.jspecify.annotations.NullMarked;
