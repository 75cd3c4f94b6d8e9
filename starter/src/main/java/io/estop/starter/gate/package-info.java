/** The gate over HTTP, for whatever cannot load the library. */
@NullMarked
package io.estop.starter.gate;

import org.jspecify.annotations.NullMarked;
