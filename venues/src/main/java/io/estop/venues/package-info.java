/** PLACEHOLDER */
@NullMarked
package io.estop.venues;

import org.jspecify.annotations.NullMarked;
