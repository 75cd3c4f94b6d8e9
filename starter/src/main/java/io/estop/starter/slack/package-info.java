/** Slash commands of Slack. */
@NullMarked
package io.estop.starter.slack;

import org.jspecify.annotations.NullMarked;
