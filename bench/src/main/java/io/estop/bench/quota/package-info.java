/** What closing costs in requests and time under a venue's real quota, and what the plan said. */
@NullMarked
package io.estop.bench.quota;

import org.jspecify.annotations.NullMarked;
