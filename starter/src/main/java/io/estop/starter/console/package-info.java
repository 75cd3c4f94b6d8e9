/** The operator's pages. */
@NullMarked
package io.estop.starter.console;

import org.jspecify.annotations.NullMarked;
