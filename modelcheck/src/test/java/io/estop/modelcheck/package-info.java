/** All interleavings of small worlds, over the real code. */
@NullMarked
package io.estop.modelcheck;

import org.jspecify.annotations.NullMarked;
