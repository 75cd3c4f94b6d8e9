/** What breakers remember, and their trips. */
@NullMarked
package io.estop.store.breaker;

import org.jspecify.annotations.NullMarked;
