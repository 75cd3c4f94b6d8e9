/** The worker process: runs workflows and activities. */
@NullMarked
package io.estop.worker;

import org.jspecify.annotations.NullMarked;
