/** PLACEHOLDER */
@NullMarked
package io.estop.halt;

import org.jspecify.annotations.NullMarked;
