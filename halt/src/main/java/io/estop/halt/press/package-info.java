/** The press: board and flag at once, kept until Temporal has it. */
@NullMarked
package io.estop.halt.press;

import org.jspecify.annotations.NullMarked;
