/** Everything in one command for a first run: databases, Temporal, paper venue, worker, starter. */
@NullMarked
package io.estop.embedded;

import org.jspecify.annotations.NullMarked;
