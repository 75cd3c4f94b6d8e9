/** Who of several processes may act: a lock that lives as long as its holder's connection. */
@NullMarked
package io.estop.store.election;

import org.jspecify.annotations.NullMarked;
