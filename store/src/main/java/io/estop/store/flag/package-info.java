/** The flag: all holds and releases, and the outbox of presses. */
@NullMarked
package io.estop.store.flag;

import org.jspecify.annotations.NullMarked;
