package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.venues.Answer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AccountLockTest {
  private static final String PATH = "/v2/account/configurations";
  private final ScriptedVenue scripted = new ScriptedVenue();

  @AfterEach
  void close() {
    scripted.close();
  }

  @Test
  void isSetAndLiftedByTheOneFieldAndAnswersWithWhatTheVenueShows() {
    scripted.answering(200, "{\"suspend_trade\":true,\"no_shorting\":false}");
    try (AlpacaVenue venue = venue()) {
      assertThat(venue.suspendTrading(true)).isEqualTo(new Answer.Known<>(true));
      assertThat(venue.tradingSuspended()).isEqualTo(new Answer.Known<>(true));
    }

    assertThat(scripted.asked())
        .containsExactly(
            new ScriptedVenue.Asked("PATCH", PATH, "{\"suspend_trade\":true}"),
            new ScriptedVenue.Asked("GET", PATH, ""));
  }

  @Test
  void isMissingWhereTheVenueRefusesIsSilentOrDoesNotSay() {
    try (AlpacaVenue venue = venue()) {
      scripted.answering(403, error(40310000, "not allowed"));
      assertThat(venue.suspendTrading(true).failure()).isPresent();

      scripted.answering(200, "{\"suspend_trade\":\"yes\"}");
      assertThat(venue.tradingSuspended().failure()).isPresent();

      scripted.answering(scripted.silence());
      assertThat(venue.suspendTrading(false).failure()).isPresent();
    }
  }

  private AlpacaVenue venue() {
    return new AlpacaVenue(scripted.settings(Duration.ofSeconds(1), 1000), Clock.systemUTC());
  }
}
