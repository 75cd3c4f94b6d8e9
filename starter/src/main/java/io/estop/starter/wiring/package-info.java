/** How the process is put together: configuration, stores, loops, Temporal. */
@NullMarked
package io.estop.starter.wiring;

import org.jspecify.annotations.NullMarked;
