/** The staged restart: its procedure and what it needs done. */
@NullMarked
package io.estop.workflows.recovery;

import org.jspecify.annotations.NullMarked;
