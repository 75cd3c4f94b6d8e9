/** PLACEHOLDER */
@NullMarked
package io.estop.starter;

import org.jspecify.annotations.NullMarked;
