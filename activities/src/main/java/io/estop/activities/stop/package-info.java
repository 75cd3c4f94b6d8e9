/** The activities of the stop. */
@NullMarked
package io.estop.activities.stop;

import org.jspecify.annotations.NullMarked;
