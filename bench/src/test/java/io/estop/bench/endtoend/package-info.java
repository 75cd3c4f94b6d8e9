/** End-to-end tests: the whole product as real processes that are killed, frozen and cut off. */
@NullMarked
package io.estop.bench.endtoend;

import org.jspecify.annotations.NullMarked;
