/** What went wrong, told to the caller in one sentence. */
@NullMarked
package io.estop.starter.problem;

import org.jspecify.annotations.NullMarked;
