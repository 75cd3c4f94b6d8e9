/** What a stop would do and cost, without pressing it. */
@NullMarked
package io.estop.starter.preview;

import org.jspecify.annotations.NullMarked;
