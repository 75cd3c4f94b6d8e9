/** The staged restart: assessment, stages and approvals. */
@NullMarked
package io.estop.model.recovery;

import org.jspecify.annotations.NullMarked;
