/** Hands of the dead man's switch and of planned maintenance. */
@NullMarked
package io.estop.activities.deadman;

import org.jspecify.annotations.NullMarked;
