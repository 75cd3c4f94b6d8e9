/** Process 2, the front door: REST API, operator console, event stream, keeper. */
@NullMarked
package io.estop.starter;

import org.jspecify.annotations.NullMarked;
