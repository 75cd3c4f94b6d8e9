/** The dead man's switch: armed, kept running, confirmed. */
@NullMarked
package io.estop.starter.deadman;

import org.jspecify.annotations.NullMarked;
