/** Stops as rows: phase, outcome and aliases. */
@NullMarked
package io.estop.store.stop;

import org.jspecify.annotations.NullMarked;
