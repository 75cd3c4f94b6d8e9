/** The procedures, and every name of theirs that crosses a process. */
@NullMarked
package io.estop.workflows;

import org.jspecify.annotations.NullMarked;
