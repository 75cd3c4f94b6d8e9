/** From the press to the denial in the last component, beside the least that this can take. */
@NullMarked
package io.estop.bench.halt;

import org.jspecify.annotations.NullMarked;
