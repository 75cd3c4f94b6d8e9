package io.estop.venues;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Money that people moved into an account or out of it: neither gain nor loss.
 *
 * @param id the venue's
 * @param day of the exchange, on which it counts
 * @param amount paid in; negative: paid out
 */
public record Transfer(String id, LocalDate day, BigDecimal amount) {}
