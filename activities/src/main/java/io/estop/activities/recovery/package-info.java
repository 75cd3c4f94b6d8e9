/** The recovery's hands: assessment, approvals, and holds loosened in flag and board. */
@NullMarked
package io.estop.activities.recovery;

import org.jspecify.annotations.NullMarked;
