/** The halt: press, keeper and acknowledgements, the same in every process. */
@NullMarked
package io.estop.halt;

import org.jspecify.annotations.NullMarked;
