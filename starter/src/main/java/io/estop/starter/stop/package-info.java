/** Stops over REST: press, read, follow, close. */
@NullMarked
package io.estop.starter.stop;

import org.jspecify.annotations.NullMarked;
