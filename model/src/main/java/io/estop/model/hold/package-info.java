/** The grip of a stop on trading: holds, modes and the versions of the board. */
@NullMarked
package io.estop.model.hold;

import org.jspecify.annotations.NullMarked;
