/** PostgreSQL as a value, for exactly the statements that the product sends. */
@NullMarked
package io.estop.modelcheck.postgres;

import org.jspecify.annotations.NullMarked;
