/** How the halt speaks to Temporal. */
@NullMarked
package io.estop.halt.temporal;

import org.jspecify.annotations.NullMarked;
