package io.estop.venues.alpaca;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.MarketHalt;
import io.estop.venues.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A market's own halt, as whoever closes positions reads it too. */
final class MarketHaltTest {
  private static final String CLOCK =
      "{\"timestamp\":\"2026-11-20T10:00:00-05:00\",\"is_open\":true%s}";
  private final ScriptedVenue scripted = new ScriptedVenue();
  private final AlpacaVenue venue =
      new AlpacaVenue(scripted.settings(Duration.ofSeconds(10), 1000), Clock.systemUTC());

  @AfterEach
  void close() {
    venue.close();
    scripted.close();
  }

  @Test
  void isReadFromTheClock() {
    scripted.answering(
        200,
        CLOCK.formatted(
            ",\"market_halt\":{\"text\":\"level 1\",\"since\":\"2026-11-20T09:45:00-05:00\"}"));

    assertThat(venue.marketHalt())
        .isEqualTo(
            new Answer.Known<>(
                Optional.of(
                    new MarketHalt(
                        venue.account().venue(),
                        "level 1",
                        Instant.parse("2026-11-20T14:45:00Z")))));
  }

  @Test
  void isNoneWhereTheClockSaysNothingOfIt() {
    scripted.answering(200, CLOCK.formatted(""));

    assertThat(venue.marketHalt()).isEqualTo(new Answer.Known<>(Optional.empty()));
  }

  @Test
  void isUnknownWhereItCannotBeRead() {
    scripted.answering(200, CLOCK.formatted(",\"market_halt\":{\"text\":\"level 1\"}"));

    assertThat(venue.marketHalt().failure()).isPresent();
  }
}
