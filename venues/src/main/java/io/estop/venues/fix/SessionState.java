package io.estop.venues.fix;

import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import java.time.Instant;
import java.util.Optional;

/** The market's session. */
final class SessionState implements Gathering<MarketClock> {

  private static final int HALTED = 1;
  private static final int OPEN = 2;
  private static final int CLOSED = 3;
  private static final int PRE_OPEN = 4;
  private static final int PRE_CLOSE = 5;

  private final Instant now;

  /**
   * @param now taken for the venue's where it tells none
   */
  SessionState(Instant now) {
    this.now = now;
  }

  @Override
  public Optional<Answer<MarketClock>> add(Incoming incoming) {
    Fields fields = incoming.fields();
    Instant venueNow =
        Fields.header(incoming.message()).optionalInstant(Tag.SENDING_TIME).orElse(now);
    Optional<Instant> next =
        fields
            .optionalInstant(Tag.TRAD_SES_OPEN_TIME)
            .or(() -> fields.optionalInstant(Tag.TRAD_SES_START_TIME))
            .filter(start -> start.isAfter(venueNow));
    return switch (fields.optionalCount(Tag.TRAD_SES_STATUS).orElse(-1)) {
      case OPEN, PRE_CLOSE ->
          Gathering.whole(new MarketClock(venueNow, true, next.orElse(venueNow)));
      case CLOSED, PRE_OPEN -> closed(venueNow, next);
      case HALTED -> Gathering.none("the market is halted, " + fields.words());
      default ->
          Gathering.none(
              "does not say whether the market is open: session status "
                  + fields.optional(Tag.TRAD_SES_STATUS).orElse("not given")
                  + ", "
                  + fields.words());
    };
  }

  private static Optional<Answer<MarketClock>> closed(Instant now, Optional<Instant> next) {
    return next.isPresent()
        ? Gathering.whole(new MarketClock(now, false, next.get()))
        : Gathering.none("the market is closed and the venue does not say until when");
  }
}
