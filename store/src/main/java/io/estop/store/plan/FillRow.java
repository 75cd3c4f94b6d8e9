package io.estop.store.plan;

import io.estop.model.liquidation.Fill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What filled of one order of a stop.
 *
 * @param number of its position in the plan
 * @param quantity absolute, above 0
 * @param fill with its price; empty where the venue told none
 * @param knownAt when the stop last learned of the order: not before it filled
 */
public record FillRow(int number, BigDecimal quantity, Optional<Fill> fill, Instant knownAt) {}
