/** What a stop leaves for people to do, and where its books and the venues differ. */
@NullMarked
package io.estop.store.task;

import org.jspecify.annotations.NullMarked;
