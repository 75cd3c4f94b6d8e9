/** Alarms: what people must see, until it is over. */
@NullMarked
package io.estop.store.alarm;

import org.jspecify.annotations.NullMarked;
