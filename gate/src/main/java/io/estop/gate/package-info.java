/** PLACEHOLDER */
@NullMarked
package io.estop.gate;

import org.jspecify.annotations.NullMarked;
