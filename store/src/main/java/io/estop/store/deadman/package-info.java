/** The dead man's switch, as it lasts. */
@NullMarked
package io.estop.store.deadman;

import org.jspecify.annotations.NullMarked;
