package io.estop.starter.breaker;

import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.breaker.RuleRows;
import io.estop.store.breaker.Trips;
import org.springframework.stereotype.Component;

/** All that PostgreSQL has of breakers. */
@Component
record BreakerRows(Breakers breakers, RuleRows rules, Trips trips, EquityMarks marks) {}
