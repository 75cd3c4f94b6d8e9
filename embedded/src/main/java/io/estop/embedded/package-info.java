/** PLACEHOLDER */
@NullMarked
package io.estop.embedded;

import org.jspecify.annotations.NullMarked;
