/** The dead man's switch: confirmations, its expiry, and a watchdog outside Temporal. */
@NullMarked
package io.estop.halt.deadman;

import org.jspecify.annotations.NullMarked;
