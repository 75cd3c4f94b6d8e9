/** Slash commands and buttons of Slack. */
@NullMarked
package io.estop.starter.slack;

import org.jspecify.annotations.NullMarked;
