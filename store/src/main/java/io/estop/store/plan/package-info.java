/** Claims, planned positions and slices. */
@NullMarked
package io.estop.store.plan;

import org.jspecify.annotations.NullMarked;
