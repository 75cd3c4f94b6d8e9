package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.venues.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CountdownTest {
  private static final String PATH = "/v2/orders/cancel-all-after";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final ScriptedVenue scripted = new ScriptedVenue();

  @AfterEach
  void close() {
    scripted.close();
  }

  @Test
  void isArmedAndDisarmedInSecondsAndAnswersWhenItIsDue() {
    try (AlpacaVenue venue = venue(MINUTE)) {
      scripted.answering(200, "{\"due\":\"2026-11-20T10:01:00-05:00\"}");
      assertThat(venue.cancelAllAfter(MINUTE))
          .isEqualTo(new Answer.Known<>(Optional.of(Instant.parse("2026-11-20T15:01:00Z"))));
      scripted.answering(200, "{\"due\":null}");
      assertThat(venue.cancelAllAfter(Duration.ZERO))
          .isEqualTo(new Answer.Known<>(Optional.empty()));
      assertThat(venue.countdown()).contains(MINUTE);
    }

    assertThat(scripted.asked())
        .containsExactly(
            new ScriptedVenue.Asked("PUT", PATH, "{\"seconds\":60}"),
            new ScriptedVenue.Asked("PUT", PATH, "{\"seconds\":0}"));
  }

  @Test
  void isNeverAskedForWhereTheVenueHasNone() {
    try (AlpacaVenue venue = venue(Duration.ZERO)) {
      assertThat(venue.countdown()).isEmpty();
      assertThat(venue.cancelAllAfter(MINUTE))
          .isEqualTo(new Answer.Missing<>("venue paper has no countdown", false));
    }

    assertThat(scripted.asked()).isEmpty();
  }

  @Test
  void isMissingWhereTheVenueRefusesIsSilentOrSaysAnotherThing() {
    try (AlpacaVenue venue = venue(MINUTE)) {
      scripted.answering(404, error(40410000, "endpoint not found"));
      assertThat(venue.cancelAllAfter(MINUTE).failure()).isPresent();

      scripted.answering(200, "{\"due\":null}");
      assertThat(venue.cancelAllAfter(MINUTE).failure()).isPresent();

      scripted.answering(200, "{\"due\":\"2026-11-20T10:01:00-05:00\"}");
      assertThat(venue.cancelAllAfter(Duration.ZERO).failure()).isPresent();

      scripted.answering(200, "{}");
      assertThat(venue.cancelAllAfter(Duration.ZERO).failure()).isPresent();

      scripted.answering(scripted.silence());
      assertThat(venue.cancelAllAfter(MINUTE).failure()).isPresent();
    }
  }

  @Test
  void takesNoTimeOutOfItsBounds() {
    try (AlpacaVenue venue = venue(MINUTE)) {
      assertThatThrownBy(() -> venue.cancelAllAfter(Duration.ofSeconds(9)))
          .hasMessageContaining("10 s to 10 min, whole seconds, but was: PT9S");
    }

    assertThat(scripted.asked()).isEmpty();
  }

  private AlpacaVenue venue(Duration countdown) {
    return new AlpacaVenue(
        new AlpacaSettings(
            "paper",
            "PA1",
            scripted.uri(),
            scripted.uri(),
            "key-id",
            ScriptedVenue.SECRET,
            Duration.ofSeconds(1),
            1000,
            4,
            false,
            countdown),
        Clock.systemUTC());
  }
}
