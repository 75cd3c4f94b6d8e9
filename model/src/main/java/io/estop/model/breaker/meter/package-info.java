/** What turns prices, volumes and equity into readings; each remembers a bounded past. */
@NullMarked
package io.estop.model.breaker.meter;

import org.jspecify.annotations.NullMarked;
