/** Planned maintenance windows. */
@NullMarked
package io.estop.store.maintenance;

import org.jspecify.annotations.NullMarked;
