/** The keeper: board and flag say the same, and LIVE counts only while it says so. */
@NullMarked
package io.estop.halt.keeper;

import org.jspecify.annotations.NullMarked;
