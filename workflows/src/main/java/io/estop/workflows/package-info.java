/** PLACEHOLDER */
@NullMarked
package io.estop.workflows;

import org.jspecify.annotations.NullMarked;
