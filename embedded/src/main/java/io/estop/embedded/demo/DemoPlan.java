package io.estop.embedded.demo;

import io.estop.embedded.portfolio.Portfolio;

/**
 * What the demo is to do.
 *
 * @param once whether it ends after the stop
 * @param recover whether the breaker presses and people lead back to LIVE
 */
record DemoPlan(Portfolio portfolio, boolean once, boolean recover) {}
