/** The front door, started as it is. */
@NullMarked
package io.estop.starter;

import org.jspecify.annotations.NullMarked;
