/** Alarms, as REST tells them. */
@NullMarked
package io.estop.starter.alarm;

import org.jspecify.annotations.NullMarked;
