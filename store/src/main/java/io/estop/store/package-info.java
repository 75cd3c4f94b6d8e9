/** PLACEHOLDER */
@NullMarked
package io.estop.store;

import org.jspecify.annotations.NullMarked;
