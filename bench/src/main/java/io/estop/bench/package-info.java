/** PLACEHOLDER */
@NullMarked
package io.estop.bench;

import org.jspecify.annotations.NullMarked;
