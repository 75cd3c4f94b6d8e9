/**
 * How a large position is spread over time: impact, schedules, urgency, and the pace while it runs.
 */
@NullMarked
package io.estop.model.liquidation.schedule;

import org.jspecify.annotations.NullMarked;
