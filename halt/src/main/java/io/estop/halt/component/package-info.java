/** The components that trade: who keeps which hold, and who is silent. */
@NullMarked
package io.estop.halt.component;

import org.jspecify.annotations.NullMarked;
