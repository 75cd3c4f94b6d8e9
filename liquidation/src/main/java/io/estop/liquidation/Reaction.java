package io.estop.liquidation;

import io.estop.model.liquidation.ResidualReason;
import io.estop.venues.Refusal;
import java.time.Duration;

/** What follows when a venue refuses a closing order: every reason has exactly one. */
enum Reaction {
  /** An order of somebody else is in the way: it is swept, then the same is tried again. */
  SWEEP(ResidualReason.VENUE_REFUSED, Duration.ofMillis(300), Duration.ofSeconds(5)),
  /** The book there is another than the one read: read and tried again. */
  READ_AGAIN(ResidualReason.VENUE_REFUSED, Duration.ofMillis(300), Duration.ofSeconds(5)),
  /** What is needed may come free when other positions close. */
  LATER(ResidualReason.VENUE_REFUSED, Duration.ofSeconds(1), Duration.ofSeconds(10)),
  /** Tried again at once as a day order. */
  DAY_ORDER(ResidualReason.VENUE_REFUSED, Duration.ZERO, Duration.ofSeconds(5)),
  /** Tried again at once on a coarser grid of prices. */
  OTHER_PRICE(ResidualReason.VENUE_REFUSED, Duration.ZERO, Duration.ofSeconds(5)),
  /** The venue's own pause: waited out. */
  WAIT_FOR_PAUSE(ResidualReason.VENUE_PAUSED, Duration.ofSeconds(1), Duration.ofSeconds(15)),
  /** The session is over, whatever the clock says. */
  WAIT_FOR_SESSION(ResidualReason.MARKET_CLOSED, Duration.ofMinutes(1), Duration.ofMinutes(1)),
  /** Another pass clears the way, or a person does. */
  NEXT_PASS(ResidualReason.VENUE_REFUSED, Duration.ofSeconds(20), Duration.ofSeconds(20)),
  /** A person has to look; tried again when told to, or ten minutes later. */
  GIVE_UP(ResidualReason.VENUE_REFUSED, Duration.ofMinutes(10), Duration.ofMinutes(10));

  /** What the venue refuses so often for no known reason is not tried on and on. */
  static final int MOST_TRIES = 5;

  private final ResidualReason reason;
  private final Duration first;
  private final Duration longest;

  Reaction(ResidualReason reason, Duration first, Duration longest) {
    this.reason = reason;
    this.first = first;
    this.longest = longest;
  }

  /**
   * Returns what follows.
   *
   * @param times how often in a row the venue refused for that reason, from 1
   */
  static Reaction to(Refusal refusal, int times) {
    Reaction usual = usual(refusal);
    boolean bounded =
        usual == DAY_ORDER
            || usual == OTHER_PRICE
            || refusal == Refusal.BAD_PARAMETER
            || refusal == Refusal.OTHER;
    return bounded && times >= MOST_TRIES ? GIVE_UP : usual;
  }

  private static Reaction usual(Refusal refusal) {
    return switch (refusal) {
      case HELD_FOR_ORDERS, OPPOSITE_ORDER_OPEN -> SWEEP;
      case INSUFFICIENT_QUANTITY, NOT_SHORTABLE -> READ_AGAIN;
      case INSUFFICIENT_BUYING_POWER, BAD_PARAMETER, OTHER -> LATER;
      case FRACTIONAL_ONLY_DAY -> DAY_ORDER;
      case SUB_PENNY_PRICE -> OTHER_PRICE;
      case SYMBOL_PAUSED -> WAIT_FOR_PAUSE;
      case OUTSIDE_TRADING_HOURS -> WAIT_FOR_SESSION;
      case ACCOUNT_SUSPENDED -> NEXT_PASS;
      case DAY_TRADE_PROTECTION, OPTIONS_LEVEL, ASSET_NOT_TRADABLE -> GIVE_UP;
    };
  }

  /** Returns how people see a position that waits for this. */
  ResidualReason reason() {
    return reason;
  }

  /** Returns how long it is waited for, twice as long each time. */
  Duration pause(int times) {
    Duration pause = first;
    for (int i = 1; i < times && pause.compareTo(longest) < 0; i++) {
      pause = pause.isZero() ? Duration.ofMillis(300) : pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /** Returns whether another round soon is of no use. */
  boolean isUseless() {
    return this == WAIT_FOR_SESSION || this == NEXT_PASS || this == GIVE_UP;
  }
}
