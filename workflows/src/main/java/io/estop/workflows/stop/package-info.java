/** The emergency stop: its procedure and what it needs done. */
@NullMarked
package io.estop.workflows.stop;

import org.jspecify.annotations.NullMarked;
