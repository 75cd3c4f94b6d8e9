/** Redis as a value: the product's own scripts and client code run against it, in process. */
@NullMarked
package io.estop.modelcheck.redis;

import org.jspecify.annotations.NullMarked;
