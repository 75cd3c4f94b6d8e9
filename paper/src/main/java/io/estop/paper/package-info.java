/** PLACEHOLDER */
@NullMarked
package io.estop.paper;

import org.jspecify.annotations.NullMarked;
