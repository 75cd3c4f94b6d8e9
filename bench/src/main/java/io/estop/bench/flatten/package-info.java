/** The flattening of a large book by the product and by a bare client, run by run in turn. */
@NullMarked
package io.estop.bench.flatten;

import org.jspecify.annotations.NullMarked;
