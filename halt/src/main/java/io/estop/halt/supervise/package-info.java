/** The supervisor: every active stop runs, and every hold has a stop. */
@NullMarked
package io.estop.halt.supervise;

import org.jspecify.annotations.NullMarked;
