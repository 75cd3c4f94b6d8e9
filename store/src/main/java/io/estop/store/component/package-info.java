/** Expected components and their acknowledgements. */
@NullMarked
package io.estop.store.component;

import org.jspecify.annotations.NullMarked;
