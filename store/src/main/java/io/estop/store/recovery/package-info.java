/** Approvals, each used once. */
@NullMarked
package io.estop.store.recovery;

import org.jspecify.annotations.NullMarked;
