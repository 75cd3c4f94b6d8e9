package io.estop.starter.preview;

import io.estop.model.trading.Account;
import io.estop.venues.VenueReader;
import io.estop.venues.alpaca.AlpacaReader;
import io.estop.venues.alpaca.AlpacaSettings;
import io.estop.venues.fix.FixReader;
import io.estop.venues.fix.FixSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code estop.venues} as far as a preview needs it. Whatever is wrong with it makes a
 * preview incomplete and says so; it never keeps the starter, at whose door stops are pressed, from
 * starting.
 */
record VenueKeys(
    @Nullable String type,
    @Nullable String name,
    @Nullable String account,
    @Nullable URI tradingUrl,
    @Nullable URI dataUrl,
    @Nullable String keyId,
    @Nullable String secretKey,
    @Nullable String environment,
    @Nullable Duration requestTimeout,
    @Nullable Integer requestsPerMinute,
    @Nullable Integer parallelism,
    @Nullable Boolean forDrills,
    @Nullable FixKeys fix) {
  private static final String ALPACA = "alpaca";
  private static final String FIX = "fix";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
  private static final int REQUESTS_PER_MINUTE = 200;

  /** How it is read, or why it cannot be. */
  record Read(Optional<Function<Clock, VenueReader>> open, String trouble) {
    static Read by(Function<Clock, VenueReader> open) {
      return new Read(Optional.of(open), "");
    }

    static Read not(String trouble) {
      return new Read(Optional.empty(), trouble);
    }
  }

  Read read(String ours) {
    String venue = "venue " + (name == null ? "without a name" : name);
    String kind = type == null ? ALPACA : type.toLowerCase(Locale.ROOT);
    if (!ours.equals(environment)) {
      return Read.not(venue + " belongs to environment '" + environment + "', this is " + ours);
    }
    try {
      return switch (kind) {
        case ALPACA -> byAlpaca();
        case FIX -> byFix();
        default ->
            throw new IllegalArgumentException("its type must be alpaca or fix but was: " + type);
      };
    } catch (IllegalArgumentException refused) {
      return Read.not(venue + " is not read by the starter: " + refused.getMessage());
    }
  }

  private Read byAlpaca() {
    AlpacaSettings settings =
        new AlpacaSettings(
            given("name", name),
            given("account", account),
            given("trading-url", tradingUrl),
            given("data-url", dataUrl),
            given("key-id", keyId),
            given("secret-key", secretKey),
            requestTimeout == null ? REQUEST_TIMEOUT : requestTimeout,
            requestsPerMinute == null ? REQUESTS_PER_MINUTE : requestsPerMinute,
            parallelism == null ? 16 : parallelism,
            Boolean.TRUE.equals(forDrills));
    return Read.by(clock -> AlpacaReader.sparing(settings, clock));
  }

  private Read byFix() {
    FixSettings settings =
        given("fix", fix)
            .settings(
                new Account(given("name", name), given("account", account)),
                requestTimeout == null ? REQUEST_TIMEOUT : requestTimeout,
                requestsPerMinute == null ? REQUESTS_PER_MINUTE : requestsPerMinute,
                Boolean.TRUE.equals(forDrills));
    return Read.by(clock -> new FixReader(settings, clock));
  }

  static <T> T given(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "give it account, addresses and a key there too; missing is " + key);
    }
    return value;
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "VenueKeys[" + name + "/" + account + "]";
  }
}
