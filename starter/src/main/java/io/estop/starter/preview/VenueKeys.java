package io.estop.starter.preview;

import io.estop.venues.alpaca.AlpacaSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
    @Nullable Boolean forDrills) {
  private static final String ALPACA = "alpaca";

  /** What can be read, or why it cannot. */
  record Read(Optional<AlpacaSettings> settings, String trouble) {
    static Read not(String trouble) {
      return new Read(Optional.empty(), trouble);
    }
  }

  Read read(String ours) {
    String venue = "venue " + (name == null ? "without a name" : name);
    if (type != null && !type.equals(ALPACA)) {
      return Read.not(venue + " is not read by the starter: its type is " + type);
    }
    if (!ours.equals(environment)) {
      return Read.not(venue + " belongs to environment '" + environment + "', this is " + ours);
    }
    if (name == null
        || account == null
        || tradingUrl == null
        || dataUrl == null
        || keyId == null
        || secretKey == null) {
      return Read.not(
          venue + " is not read by the starter: give it account, addresses and a key there too");
    }
    try {
      return new Read(
          Optional.of(
              new AlpacaSettings(
                  name,
                  account,
                  tradingUrl,
                  dataUrl,
                  keyId,
                  secretKey,
                  requestTimeout == null ? Duration.ofSeconds(2) : requestTimeout,
                  requestsPerMinute == null ? 200 : requestsPerMinute,
                  parallelism == null ? 16 : parallelism,
                  Boolean.TRUE.equals(forDrills))),
          "");
    } catch (IllegalArgumentException refused) {
      return Read.not(venue + " is not read by the starter: " + refused.getMessage());
    }
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "VenueKeys[" + name + "/" + account + "]";
  }
}
