/** The operator's command: presses, follows and recovers over the starter's REST API. */
@NullMarked
package io.estop.cli;

import org.jspecify.annotations.NullMarked;
