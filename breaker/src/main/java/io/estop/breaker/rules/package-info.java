/** Rules as files hold them. */
@NullMarked
package io.estop.breaker.rules;

import org.jspecify.annotations.NullMarked;
