/** Rules over history: when they would have tripped. */
@NullMarked
package io.estop.model.breaker.replay;

import org.jspecify.annotations.NullMarked;
