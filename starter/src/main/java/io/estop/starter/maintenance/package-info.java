/** Planned maintenance: windows over REST, and their schedules in Temporal. */
@NullMarked
package io.estop.starter.maintenance;

import org.jspecify.annotations.NullMarked;
