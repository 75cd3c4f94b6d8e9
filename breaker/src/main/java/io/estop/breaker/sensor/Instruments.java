package io.estop.breaker.sensor;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.venues.Answer;
import io.estop.venues.VenueReader;
import java.util.Collection;
import java.util.List;

/** Which instruments are watched. */
@FunctionalInterface
public interface Instruments {

  /** Returns them now, or why nobody knows. */
  Answer<List<Instrument>> now();

  /** These, whatever is held. */
  static Instruments of(Collection<Instrument> instruments) {
    Answer<List<Instrument>> known = new Answer.Known<>(List.copyOf(instruments));
    return () -> known;
  }

  /** What an account holds at each look. */
  static Instruments heldBy(VenueReader venue) {
    return () ->
        venue
            .readablePositions()
            .map(held -> held.value().stream().map(Position::instrument).toList());
  }
}
