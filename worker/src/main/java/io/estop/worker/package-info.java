/** PLACEHOLDER */
@NullMarked
package io.estop.worker;

import org.jspecify.annotations.NullMarked;
