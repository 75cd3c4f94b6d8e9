/** Who calls: tokens, sessions and roles. */
@NullMarked
package io.estop.starter.people;

import org.jspecify.annotations.NullMarked;
