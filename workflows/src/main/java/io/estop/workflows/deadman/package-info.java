/** The dead man's switch: its procedure and what it needs done. */
@NullMarked
package io.estop.workflows.deadman;

import org.jspecify.annotations.NullMarked;
