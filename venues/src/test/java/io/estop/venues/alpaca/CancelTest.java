package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.Answer;
import io.estop.venues.Venue.Cancellation;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CancelTest {

  private final ScriptedVenue scripted = new ScriptedVenue();

  @AfterEach
  void close() {
    scripted.close();
  }

  @Test
  void isRequestedWhenTheVenueTakesIt() {
    scripted.answering(204, "");

    assertThat(cancel("o/1")).isEqualTo(new Answer.Known<>(Cancellation.REQUESTED));
    assertThat(scripted.asked())
        .containsExactly(new ScriptedVenue.Asked("DELETE", "/v2/orders/o%2F1", ""));
  }

  @Test
  void isTooLateWhenTheOrderCanNoLongerBeCancelledOrIsNotKnown() {
    scripted.answering(422, error(42210000, "order is already in filled state"));
    assertThat(cancel("o1")).isEqualTo(new Answer.Known<>(Cancellation.TOO_LATE));

    scripted.answering(404, error(40410000, "order not found for o1"));
    assertThat(cancel("o1")).isEqualTo(new Answer.Known<>(Cancellation.TOO_LATE));
  }

  @Test
  void isMissingWhenTheAddressIsWrongOrTheVenueFailsOrIsSilent() {
    scripted.answering(404, error(40410000, "endpoint not found"));
    assertThat(cancel("o1").failure()).isPresent();

    scripted.answering(503, "");
    assertThat(cancel("o1").failure()).hasValueSatisfying(why -> assertThat(why).contains("503"));

    scripted.answering(scripted.silence());
    assertThat(cancel("o1").failure()).isPresent();
  }

  @Test
  void cancelsAllOrdersOfTheAccountAtOnce() {
    scripted.answering(207, "[{\"id\":\"o1\",\"status\":200}]");

    try (AlpacaVenue venue = venue()) {
      assertThat(venue.cancelAll()).isEqualTo(new Answer.Known<>(Cancellation.REQUESTED));
    }
    assertThat(scripted.asked())
        .containsExactly(new ScriptedVenue.Asked("DELETE", "/v2/orders", ""));
  }

  private Answer<Cancellation> cancel(String orderId) {
    try (AlpacaVenue venue = venue()) {
      return venue.cancel(orderId);
    }
  }

  private AlpacaVenue venue() {
    return new AlpacaVenue(scripted.settings(Duration.ofSeconds(1), 1000), Clock.systemUTC());
  }
}
