package io.estop.venues.fix;

import static io.estop.venues.fix.Member.sell;
import static io.estop.venues.fix.exchange.FixExchange.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.venues.OrderStatus;
import io.estop.venues.Submission;
import io.estop.venues.VenueOrder;
import io.estop.venues.fix.exchange.FixExchange;
import io.estop.venues.fix.exchange.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broken network does to orders. */
class FixRecoveryTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path store = Path.of("");
  private final StoppedClock clock = new StoppedClock();
  private FixExchange exchange = new FixExchange(1, "", null);
  private Wire wire = new Wire(1);
  private FixVenue venue;

  @BeforeEach
  void open() {
    wire.close();
    int port = FixExchange.freePort();
    exchange = new FixExchange(port, "PA1", null);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    exchange.open();
    wire = new Wire(port);
    venue = venue(TIMEOUT);
    await(() -> venue.clock().known().isPresent());
  }

  private FixVenue venue(Duration timeout) {
    return new FixVenue(Member.settings(wire.port(), store, timeout), clock);
  }

  @AfterEach
  void close() {
    venue.close();
    wire.close();
    exchange.close();
  }

  @Test
  void anOrderThatTheNetworkLostIsNeverRepeatedByTheSessionLayer() {
    wire.toExchange = bytes -> new byte[0];
    assertThat(venue.submit(sell("a-1", "10", "151.00"), clock.in(10)))
        .isInstanceOf(Submission.Unanswered.class);
    reconnect();

    // The exchange misses a number, asks for it, and gets a gap instead of the order.
    assertThat(venue.orderByClientOrderId("a-1").known()).contains(java.util.Optional.empty());
    assertThat(exchange.taken).isEmpty();
    assertThat(received("\u000135=4\u0001")).isNotEmpty().allMatch(text -> text.contains("123=Y"));

    assertThat(venue.submit(sell("a-1", "10", "151.00"), clock.in(10)))
        .isInstanceOf(Submission.Accepted.class);
    assertThat(exchange.taken).containsExactly("a-1");
    assertThat(received("\u000135=D\u0001").get(0)).contains("\u000197=Y\u0001");
  }

  @Test
  void anOrderIsNotRepeatedWhenTheVenueAsksForItAgainAfterItsSendByTime() {
    venue.submit(sell("a-1", "10", "151.00"), clock.in(10));
    clock.pass(Duration.ofMinutes(1));
    StringBuffer line = new StringBuffer();
    wire.toExchange =
        bytes -> {
          line.append(new String(bytes, StandardCharsets.ISO_8859_1));
          return bytes;
        };

    exchange.askAgainFor(1, 0);

    await(() -> line.toString().contains("\u0001123=Y\u0001"));
    assertThat(line.toString()).contains("\u000135=4\u0001").doesNotContain("\u000135=D\u0001");
    assertThat(exchange.taken).containsExactly("a-1");
  }

  @Test
  void anOrderThatWaitsForALogonIsNotSentLater() {
    wire.refused = true;
    wire.cut();
    await(() -> !exchange.isLoggedOn());

    Submission submission = venue.submit(sell("a-1", "10", "151.00"), clock.in(10));

    assertThat(submission).isInstanceOf(Submission.NotSent.class);
    // Not cut once more: what the session itself says meanwhile takes numbers too.
    wire.refused = false;
    await(() -> venue.clock().known().isPresent());
    assertThat(venue.openOrders().known()).contains(List.of());
    assertThat(exchange.taken).isEmpty();
    // It took no number either: there was no gap to fill.
    assertThat(received("\u000135=4\u0001")).isEmpty();
  }

  @Test
  void anOrderWhoseTimeEndsWhileItWaitsForALogonIsNotSent() {
    wire.refused = true;
    wire.cut();
    await(() -> !exchange.isLoggedOn());
    // Each look at the clock takes a second: the second look is too late.
    clock.step = Duration.ofSeconds(1);
    Thread network = new Thread(() -> wire.refused = false);
    network.start();

    Submission submission;
    do {
      submission = venue.submit(sell("a-1", "10", "151.00"), clock.in(3));
    } while (why(submission).contains("not logged on"));

    assertThat(why(submission)).contains("send-by time");
    assertThat(exchange.taken).isEmpty();
  }

  @Test
  void anOrderTakenBeforeTheLineBrokeIsFoundAndTakenOnce() {
    exchange.swallow = message -> has(message, 150, "0");
    assertThat(venue.submit(sell("a-1", "10", "150.00"), clock.in(10)))
        .isInstanceOf(Submission.Accepted.class);
    exchange.swallow = message -> false;

    wire.toMember = bytes -> new byte[0];
    assertThat(venue.submit(sell("a-2", "10", "151.00"), clock.in(10)))
        .isInstanceOf(Submission.Unanswered.class);
    reconnect();
    Submission again = venue.submit(sell("a-2", "10", "151.00"), clock.in(10));

    assertThat(again).isInstanceOf(Submission.Accepted.class);
    assertThat(exchange.taken).containsExactly("a-1", "a-2");
    assertThat(venue.openOrders().known().orElseThrow())
        .extracting(VenueOrder::clientOrderId)
        .containsExactly("a-2");
  }

  @Test
  void fillsMissedWhileTheLineWasDownComeThroughTheGap() {
    venue.submit(sell("a-1", "10", "150.01"), clock.in(10));
    wire.refused = true;
    wire.cut();
    await(() -> !exchange.isLoggedOn());

    exchange.house("AAPL", true, "4", "150.01");
    reconnect();

    VenueOrder order = venue.orderByClientOrderId("a-1").known().orElseThrow().orElseThrow();
    assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(order.cumulativeQuantity()).isEqualByComparingTo("4");
  }

  @Test
  void aGarbledMessageIsAskedForAgain() {
    AtomicInteger bent = new AtomicInteger();
    wire.toMember =
        bytes -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          boolean first = text.contains("\u000135=8\u0001") && bent.getAndIncrement() == 0;
          return first
              ? text.replaceFirst("\u000137=X", "\u000137=Z").getBytes(StandardCharsets.ISO_8859_1)
              : bytes;
        };

    Submission submission = venue.submit(sell("a-1", "10", "151.00"), clock.in(10));

    // The next message shows the gap; until then the answer is not known.
    assertThat(submission).isInstanceOf(Submission.Unanswered.class);
    assertThat(venue.orderByClientOrderId("a-1").known().orElseThrow().orElseThrow().orderId())
        .startsWith("X");
    assertThat(bent.get()).isPositive();
  }

  @Test
  void aSilentVenueIsMissingWithinTheTimeOut() {
    venue.close();
    venue = venue(SHORT);
    await(() -> venue.clock().known().isPresent());
    exchange.intercept = message -> true;

    long start = System.nanoTime();
    assertThat(venue.positions().failure().orElseThrow()).contains("no whole answer within 300");
    assertThat(venue.openOrders().known()).isEmpty();
    assertThat(venue.quotes(List.of(Member.AAPL)).known()).isEmpty();
    assertThat(venue.clock().known()).isEmpty();
    assertThat(venue.accountState().known()).isEmpty();
    assertThat(venue.cancelAll().known()).isEmpty();
    assertThat(venue.cancel("X1").known()).isEmpty();
    assertThat(venue.submit(sell("a-1", "10", "151.00"), clock.in(10)))
        .isInstanceOf(Submission.Unanswered.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void anOrderBehindBytesThatTheVenueDoesNotTakeIsCutOffAndNeverArrives() {
    venue.close();
    venue = venue(Duration.ofMillis(150));
    await(() -> venue.clock().known().isPresent());
    int before = exchange.received.size();
    wire.stopped = true;
    List<Instrument> many =
        IntStream.range(0, 50)
            .mapToObj(i -> new Instrument("LONGSYMBOLTHATFILLSTHEWIRE" + i, AssetClass.US_EQUITY))
            .toList();
    Submission submission = new Submission.NotSent("");
    String last = "";
    for (int i = 0; i < 60 && (i == 0 || seemsSent(submission)); i++) {
      venue.quotes(many);
      last = "a-" + i;
      submission = venue.submit(sell(last, "1", "151.00"), clock.in(10));
    }

    // Whichever of the two met the full wire first was cut off with it.
    assertThat(why(submission)).containsAnyOf("took no bytes", "not logged on");
    wire.stopped = false;
    await(() -> exchange.received.size() > before && venue.clock().known().isPresent());
    assertThat(exchange.taken).doesNotContain(last);
  }

  @Test
  void numbersLastAndMessagesDoNot() throws IOException {
    for (int i = 0; i < 20; i++) {
      venue.submit(sell("a-" + i, "1", "151.00"), clock.in(10));
    }
    int number = exchange.expectedSequence();
    venue.close();
    venue = venue(TIMEOUT);
    await(() -> venue.clock().known().isPresent());

    assertThat(exchange.expectedSequence()).isGreaterThan(number);
    assertThat(received("\u0001141=Y\u0001")).isEmpty();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.toList()) {
        assertThat(Files.size(file)).as(file.toString()).isLessThan(100);
      }
    }
  }

  @Test
  void aSecondSessionOnTheSameFolderIsRefused() {
    assertThatThrownBy(() -> venue(TIMEOUT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in use by another session");
  }

  private void reconnect() {
    wire.refused = false;
    wire.toExchange = bytes -> bytes;
    wire.toMember = bytes -> bytes;
    wire.cut();
    await(() -> venue.clock().known().isPresent());
  }

  private List<String> received(String part) {
    return exchange.received.stream().filter(text -> text.contains(part)).toList();
  }

  private static boolean has(quickfix.Message message, int tag, String text) {
    return Fields.of(message).is(tag, text);
  }

  private static boolean seemsSent(Submission submission) {
    return submission instanceof Submission.Unanswered unanswered
        && unanswered.why().startsWith("no answer within");
  }

  private static String why(Submission submission) {
    return submission instanceof Submission.NotSent notSent ? notSent.why() : "";
  }

  /** Stands still unless told to pass. */
  private static final class StoppedClock extends Clock {
    private Instant now = Instant.parse("2026-11-22T15:00:00Z");
    private volatile Duration step = Duration.ZERO;

    synchronized void pass(Duration span) {
      now = now.plus(span);
    }

    Instant in(long seconds) {
      return instant().plusSeconds(seconds);
    }

    @Override
    public synchronized Instant instant() {
      now = now.plus(step);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
