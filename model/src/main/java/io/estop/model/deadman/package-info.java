/** The dead man's switch: when it counts, warns and expires. */
@NullMarked
package io.estop.model.deadman;

import org.jspecify.annotations.NullMarked;
