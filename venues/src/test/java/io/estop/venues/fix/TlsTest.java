package io.estop.venues.fix;

import static io.estop.venues.fix.Member.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.venues.Submission;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Trust;
import io.estop.venues.fix.exchange.Certificate;
import io.estop.venues.fix.exchange.FixExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A venue that speaks TLS, with certificates made for the test. */
class TlsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private Path folder = Path.of("");
  private final int port = FixExchange.freePort();

  @Test
  void tradesWithAVenueWhoseCertificateIsTrustedAndBearsTheHostsName() throws IOException {
    Certificate theirs = certificate("theirs", "dns:localhost");

    try (FixExchange exchange = exchange(theirs);
        FixVenue venue = venue(Optional.of(trusting(theirs)))) {
      FixExchange.await(() -> venue.clock().known().isPresent());

      assertThat(venue.submit(sell("a-1", "10", "151.00"), Instant.now().plusSeconds(60)))
          .isInstanceOf(Submission.Accepted.class);
      assertThat(exchange.taken).containsExactly("a-1");
    }
  }

  @Test
  void aCertificateThatNobodyTrustsMakesNoConnectionAndSaysSo() throws IOException {
    Certificate theirs = certificate("theirs", "dns:localhost");
    Certificate another = certificate("another", "dns:localhost");

    try (FixExchange exchange = exchange(theirs);
        FixVenue venue = venue(Optional.of(trusting(another)))) {
      assertThat(refusal(venue)).contains("not logged on", "no connection", "PKIX");
      assertThat(exchange.received).isEmpty();
    }
  }

  @Test
  void aCertificateOfAnotherHostMakesNoConnectionAndSaysSo() throws IOException {
    Certificate theirs = certificate("theirs", "dns:elsewhere.example");

    try (FixExchange exchange = exchange(theirs);
        FixVenue venue = venue(Optional.of(trusting(theirs)))) {
      assertThat(refusal(venue))
          .contains("not logged on", "no connection", "matching localhost found");
      assertThat(exchange.received).isEmpty();
    }
  }

  @Test
  void whoeverSpeaksInTheClearIsNotLoggedOnToAVenueThatWantsTls() throws IOException {
    try (FixExchange exchange = exchange(certificate("theirs", "dns:localhost"));
        FixVenue venue = venue(Optional.empty())) {
      assertThat(refusal(venue)).contains("not logged on", "ended the connection");
      assertThat(exchange.received).isEmpty();
    }
  }

  @Test
  void anAddressIsNoNameThatACertificateCouldBear() {
    Certificate ours = Certificate.of(folder, "dns:localhost");

    assertThatThrownBy(() -> new Endpoint("127.0.0.1", port, Optional.of(trusting(ours))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("127.0.0.1");
    assertThatThrownBy(() -> new Endpoint("::1", port, Optional.of(trusting(ours))))
        .hasMessageContaining("::1");
  }

  /** Why an order does not leave, once the session has tried to connect. */
  private static String refusal(FixVenue venue) {
    FixExchange.await(
        () ->
            venue.clock().failure().filter(why -> !why.contains("not connected yet")).isPresent());
    Submission submission =
        venue.submit(sell("a-1", "10", "151.00"), Instant.now().plusSeconds(60));
    assertThat(submission).isInstanceOf(Submission.NotSent.class);
    return ((Submission.NotSent) submission).why();
  }

  private Certificate certificate(String name, String host) throws IOException {
    return Certificate.of(Files.createDirectories(folder.resolve(name)), host);
  }

  private FixExchange exchange(Certificate certificate) {
    FixExchange exchange = new FixExchange(port, "PA1", null, certificate);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    return exchange.open();
  }

  private FixVenue venue(Optional<Trust> trust) {
    FixSettings usual = Member.settings(port, folder.resolve("member"), TIMEOUT);
    return new FixVenue(
        new FixSettings(
            usual.account(),
            new Endpoint("localhost", port, trust),
            usual.parties(),
            usual.conduct(),
            usual.storeFolder(),
            usual.requestTimeout(),
            usual.requestsPerMinute(),
            usual.forDrills()),
        Clock.systemUTC());
  }

  private static Trust trusting(Certificate certificate) {
    return new Trust(certificate.trustStore(), Certificate.PASSWORD);
  }
}
