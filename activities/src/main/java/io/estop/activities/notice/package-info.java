/** Notices to people: Slack and Grafana, each at most once. */
@NullMarked
package io.estop.activities.notice;

import org.jspecify.annotations.NullMarked;
