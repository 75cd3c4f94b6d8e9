/**
 * The proof: benchmarks that print a table and one JSON object, and exit 0 when all bounds hold.
 */
@NullMarked
package io.estop.bench;

import org.jspecify.annotations.NullMarked;
