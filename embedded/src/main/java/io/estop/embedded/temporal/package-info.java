/** Finds a Temporal server for the demo, tests and benches, and runs it. */
@NullMarked
package io.estop.embedded.temporal;

import org.jspecify.annotations.NullMarked;
