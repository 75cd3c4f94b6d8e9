/**
 * The adapter for venues that speak FIX 4.4, over one session per account. Its session layer never
 * repeats a message of ours: what a venue missed is asked for or sent anew by whoever sent it.
 */
@NullMarked
package io.estop.venues.fix;

import org.jspecify.annotations.NullMarked;
