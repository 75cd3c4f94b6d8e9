/** What each dependency is doing, by name. */
@NullMarked
package io.estop.starter.health;

import org.jspecify.annotations.NullMarked;
