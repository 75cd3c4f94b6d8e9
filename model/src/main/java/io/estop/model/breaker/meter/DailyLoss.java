package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How far equity is below that of the day's start, in percent, open losses included. A day begins
 * at an hour of a place; its base is the last equity of the day before where one is known, so that
 * what was lost overnight counts: the middle one of the last three, so that an absurd one is no
 * base. Money that people move in or out moves the base with it.
 */
public final class DailyLoss implements Meter {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int SCALE = 4;

  private final ZoneId zone;
  private final LocalTime dayStarts;
  private BigDecimal base = BigDecimal.ZERO;
  // The latest first; 0 where nothing was read yet.
  private BigDecimal latest = BigDecimal.ZERO;
  private BigDecimal before = BigDecimal.ZERO;
  private BigDecimal beforeThat = BigDecimal.ZERO;
  private LocalDate day = LocalDate.MIN;
  private Instant last = Instant.MIN;

  /**
   * @param zone of the exchange
   * @param dayStarts by its clocks
   */
  public DailyLoss(ZoneId zone, LocalTime dayStarts) {
    this.zone = zone;
    this.dayStarts = dayStarts;
  }

  /** Returns percent, 0 or more; empty for equity that is none. */
  @Override
  public Optional<BigDecimal> observe(BigDecimal equity, Instant at) {
    if (equity.signum() <= 0 || !at.isAfter(last)) {
      return Optional.empty();
    }
    LocalDate today = dayOf(at);
    if (today.isAfter(day)) {
      base = latest.signum() > 0 ? settled() : equity;
      day = today;
    }
    beforeThat = before;
    before = latest;
    latest = equity;
    last = at;
    return Optional.of(
        base.subtract(equity)
            .max(BigDecimal.ZERO)
            .multiply(HUNDRED)
            .divide(base, SCALE, RoundingMode.HALF_UP));
  }

  /** Takes the word of the venue for the equity at the start of a moment's day. */
  public void startedWith(BigDecimal equity, Instant at) {
    if (equity.signum() > 0) {
      base = equity;
      day = dayOf(at);
    }
  }

  /**
   * Tells of money moved by people, so that it is neither gain nor loss.
   *
   * @param amount paid in; negative: paid out
   */
  public void paid(BigDecimal amount) {
    base = moved(base, amount);
    latest = moved(latest, amount);
    before = moved(before, amount);
    beforeThat = moved(beforeThat, amount);
  }

  private BigDecimal settled() {
    if (beforeThat.signum() == 0) {
      return before.signum() == 0 ? latest : latest.min(before);
    }
    return latest.min(before).max(latest.max(before).min(beforeThat));
  }

  private static BigDecimal moved(BigDecimal equity, BigDecimal amount) {
    return equity.signum() == 0 ? equity : equity.add(amount).max(BigDecimal.ONE);
  }

  private LocalDate dayOf(Instant at) {
    return at.atZone(zone).minusNanos(dayStarts.toNanoOfDay()).toLocalDate();
  }
}
