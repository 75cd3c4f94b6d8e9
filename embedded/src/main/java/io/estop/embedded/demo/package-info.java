/** The command {@code demo}: one real stop, shown from the press to the flat book. */
@NullMarked
package io.estop.embedded.demo;

import org.jspecify.annotations.NullMarked;
