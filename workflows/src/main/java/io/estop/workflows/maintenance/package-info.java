/** Planned maintenance: the run that a schedule starts. */
@NullMarked
package io.estop.workflows.maintenance;

import org.jspecify.annotations.NullMarked;
