/** HTTP clients of the starter and of the paper venue, for demo, tests and benches. */
@NullMarked
package io.estop.embedded.client;

import org.jspecify.annotations.NullMarked;
