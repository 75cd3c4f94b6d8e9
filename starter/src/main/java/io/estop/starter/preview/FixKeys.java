package io.estop.starter.preview;

import static io.estop.starter.preview.VenueKeys.given;

import io.estop.model.trading.Account;
import io.estop.venues.fix.FixSettings;
import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.FixSettings.Trust;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session under which a venue is read over FIX. Its name is not the one that orders go out
 * under: two that log on with one name put each other out, and a preview must never do that to a
 * stop.
 */
record FixKeys(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable String readerCompId,
    @Nullable String targetCompId,
    @Nullable String readerUsername,
    @Nullable String readerPassword,
    @Nullable Boolean tls,
    @Nullable String trustStore,
    @Nullable String trustStorePassword,
    @Nullable Duration heartbeat,
    @Nullable String tradingSession,
    @Nullable Boolean resetOnLogon,
    @Nullable String storeFolder) {

  FixSettings settings(
      Account account, Duration requestTimeout, int requestsPerMinute, boolean forDrills) {
    String name = given("fix.reader-comp-id, a name of its own at the venue", readerCompId);
    Path folder = Path.of(storeFolder == null ? "fix" : storeFolder);
    return new FixSettings(
        account,
        new Endpoint(
            given("fix.host", host),
            given("fix.port", port),
            Trust.of(Boolean.TRUE.equals(tls), text(trustStore), text(trustStorePassword))),
        new Parties(
            name,
            given("fix.target-comp-id", targetCompId),
            text(readerUsername),
            text(readerPassword)),
        new Conduct(
            heartbeat == null ? Duration.ofSeconds(10) : heartbeat,
            text(tradingSession),
            true,
            Boolean.TRUE.equals(resetOnLogon)),
        folder.resolve(account.toString().replace('/', '-') + "-reader"),
        requestTimeout,
        requestsPerMinute,
        forDrills);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return "FixKeys[" + readerCompId + "->" + targetCompId + "]";
  }
}
