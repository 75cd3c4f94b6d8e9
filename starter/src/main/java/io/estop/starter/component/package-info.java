/** Components: who trades through a gate, registered and heard. */
@NullMarked
package io.estop.starter.component;

import org.jspecify.annotations.NullMarked;
