@NullMarked
package io.estop.breaker.rules;

import org.jspecify.annotations.NullMarked;
