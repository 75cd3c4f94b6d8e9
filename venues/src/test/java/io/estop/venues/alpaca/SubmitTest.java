package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.NOW;
import static io.estop.venues.alpaca.ScriptedVenue.SEND_BY;
import static io.estop.venues.alpaca.ScriptedVenue.error;
import static io.estop.venues.alpaca.ScriptedVenue.order;
import static io.estop.venues.alpaca.ScriptedVenue.says;
import static io.estop.venues.alpaca.ScriptedVenue.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.NewOrder;
import io.estop.venues.OrderStatus;
import io.estop.venues.Refusal;
import io.estop.venues.RequestBudget;
import io.estop.venues.Submission;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmitTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final ScriptedVenue scripted = new ScriptedVenue();

  @AfterEach
  void close() {
    scripted.close();
  }

  @Test
  void sendsALimitOrderAndShowsWhatTheVenueMadeOfIt() {
    scripted.answering(200, order("o1", "c1", "new"));

    Submission submission = submit(sell("c1"));

    assertThat(submission)
        .isInstanceOfSatisfying(
            Submission.Accepted.class,
            accepted -> {
              assertThat(accepted.order().orderId()).isEqualTo("o1");
              assertThat(accepted.order().status()).isEqualTo(OrderStatus.NEW);
            });
    assertThat(scripted.orders())
        .containsExactly(
            new ScriptedVenue.Asked(
                "POST",
                "/v2/orders",
                "{\"symbol\":\"AAPL\",\"qty\":\"10\",\"side\":\"sell\",\"type\":\"limit\","
                    + "\"time_in_force\":\"day\",\"limit_price\":\"150.25\","
                    + "\"client_order_id\":\"c1\"}"));
  }

  @Test
  void saysThatAnOptionOrderCloses() {
    Instrument option = new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
    BigDecimal one = BigDecimal.ONE;

    submit(new NewOrder("c1", option, Side.BUY, one, one, NewOrder.TimeInForce.DAY));

    assertThat(scripted.orders().get(0).body()).contains("\"position_intent\":\"buy_to_close\"");
  }

  @Test
  void answersARepeatedClientOrderIdWithTheOrderThatTheVenueHas() {
    scripted.answering(
        (asked, exchange) ->
            (asked.isOrder()
                    ? says(422, error(40010001, "client_order_id must be unique"))
                    : says(200, order("o1", "c1", "filled")))
                .answer(asked, exchange));

    assertThat(submit(sell("c1")))
        .isInstanceOfSatisfying(
            Submission.Accepted.class,
            accepted -> assertThat(accepted.order().status()).isEqualTo(OrderStatus.FILLED));
    assertThat(scripted.asked().get(1).uri())
        .isEqualTo("/v2/orders:by_client_order_id?client_order_id=c1");
  }

  @Test
  void isUnansweredWhenTheRepeatedOrderCannotBeRead() {
    scripted.answering(
        (asked, exchange) ->
            (asked.isOrder()
                    ? says(422, error(40010001, "client_order_id must be unique"))
                    : says(404, error(40410000, "order not found for c1")))
                .answer(asked, exchange));

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
  }

  @Test
  void isRefusedForAReasonFromTheClosedList() {
    scripted.answering(403, error(40310000, "insufficient buying power"));

    assertThat(submit(sell("c1")))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Refusal.INSUFFICIENT_BUYING_POWER);
              assertThat(refused.text()).contains("40310000: insufficient buying power");
            });
  }

  @Test
  void isRefusedWithoutShowingTheSecretWhenTheKeyIsWrong() {
    scripted.answering(401, error(40110000, "request is not authorized"));

    assertThat(submit(sell("c1")))
        .isEqualTo(new Submission.Refused(Refusal.OTHER, "refuses the key, HTTP 401"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408, 302})
  void isUnansweredWhenTheVenueFails(int status) {
    scripted.answering(status, "");

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
    assertThat(scripted.orders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "<html>", "[]", "{\"id\":\"o1\"}", "{} {}"})
  void isUnansweredWhenTheAnswerIsNoOrder(String body) {
    scripted.answering(200, body);

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
  }

  @Test
  void isUnansweredWhenTheRefusalCannotBeRead() {
    scripted.answering(422, "<html>");

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
  }

  @Test
  void isUnansweredWhenTheVenueShowsAnotherOrder() {
    scripted.answering(200, order("o1", "c2", "new"));

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
  }

  @Test
  void isUnansweredWhenTheVenueIsSilent() {
    scripted.answering(scripted.silence());

    assertThat(submit(sell("c1"), SHORT)).isInstanceOf(Submission.Unanswered.class);
    assertThat(scripted.orders()).hasSize(1);
  }

  @Test
  void isUnansweredWhenTheConnectionBreaksAfterTheOrderLeft() {
    scripted.answering(
        (asked, exchange) -> {
          throw new IOException("hangs up");
        });

    assertThat(submit(sell("c1"))).isInstanceOf(Submission.Unanswered.class);
    assertThat(scripted.orders()).as("sent once, never repeated by the client").hasSize(1);
  }

  @Test
  void isNotSentWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);

    try (AlpacaVenue venue =
        new AlpacaVenue(ScriptedVenue.settings(nobody, Duration.ofSeconds(5), 1000), CLOCK)) {
      assertThat(venue.submit(sell("c1"), SEND_BY)).isInstanceOf(Submission.NotSent.class);
    }
  }

  @Test
  void sendsNoByteAfterTheSendByTime() {
    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(), CLOCK)) {
      assertThat(venue.submit(sell("c1"), NOW.minusMillis(1)))
          .isEqualTo(new Submission.NotSent("the send-by time is over"));
    }
    assertThat(scripted.asked()).isEmpty();
  }

  @Test
  void keepsTheOrderBackWhenTheSendByTimePassesWhileItConnects() {
    Clock passing = new Ticking(List.of(NOW, NOW, SEND_BY.plusMillis(1)).iterator());

    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(), passing)) {
      assertThat(venue.submit(sell("c1"), SEND_BY)).isInstanceOf(Submission.NotSent.class);
    }
    assertThat(scripted.orders()).isEmpty();
  }

  @Test
  void holdsOrdersBackAsLongAsTheVenueAskedButStillCancels() {
    AtomicLong nanos = new AtomicLong();
    RequestBudget budget = new RequestBudget(1000, nanos::get);
    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(), CLOCK, budget)) {
      String tooMany = error(42910000, "rate limit exceeded");
      scripted.answering(says(429, tooMany, Map.of("Retry-After", "7")));
      assertThat(venue.submit(sell("c1"), SEND_BY)).isInstanceOf(Submission.NotSent.class);

      scripted.answering(200, order("o2", "c2", "new"));
      assertThat(venue.submit(sell("c2"), SEND_BY)).isInstanceOf(Submission.NotSent.class);
      assertThat(scripted.orders()).hasSize(1);
      assertThat(venue.cancel("o1").known()).isPresent();

      nanos.addAndGet(Duration.ofSeconds(7).toNanos());
      assertThat(venue.submit(sell("c2"), SEND_BY)).isInstanceOf(Submission.Accepted.class);
    }
  }

  @Test
  void understandsARetryAfterThatIsADate() {
    AtomicLong nanos = new AtomicLong();
    RequestBudget budget = new RequestBudget(1000, nanos::get);
    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(), CLOCK, budget)) {
      scripted.answering(says(429, "", Map.of("Retry-After", "Fri, 20 Nov 2026 15:00:20 GMT")));
      venue.submit(sell("c1"), SEND_BY);

      assertThat(budget.await(RequestBudget.Use.ORDER, Duration.ofSeconds(19).toNanos())).isFalse();
      nanos.addAndGet(Duration.ofSeconds(20).toNanos());
      assertThat(budget.await(RequestBudget.Use.ORDER, 0)).isTrue();
    }
  }

  @Test
  void keepsAReserveForCancelsAndReadsWhenOrdersUsedTheirShare() {
    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(Duration.ofSeconds(2), 10), CLOCK)) {
      scripted.answering(200, order("o1", "c1", "new"));
      List<Submission> submissions =
          IntStream.range(0, 9).mapToObj(i -> venue.submit(sell("c1"), SEND_BY)).toList();

      assertThat(submissions.subList(0, 8)).allMatch(Submission.Accepted.class::isInstance);
      assertThat(submissions.get(8)).isInstanceOf(Submission.NotSent.class);
      assertThat(venue.cancel("o1").known()).isPresent();
    }
  }

  @Test
  void takesManyOrdersAtOnce() throws Exception {
    scripted.answering(200, order("o1", "c1", "new"));
    ExecutorService callers = Executors.newFixedThreadPool(32);
    try (AlpacaVenue venue =
        new AlpacaVenue(scripted.settings(Duration.ofSeconds(10), 1_000_000), CLOCK)) {
      List<Future<Submission>> all =
          IntStream.range(0, 500)
              .mapToObj(i -> callers.submit(() -> venue.submit(sell("c1"), SEND_BY)))
              .toList();

      for (Future<Submission> one : all) {
        assertThat(one.get()).isInstanceOf(Submission.Accepted.class);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(scripted.orders()).hasSize(500);
  }

  private Submission submit(NewOrder order) {
    return submit(order, Duration.ofSeconds(10));
  }

  private Submission submit(NewOrder order, Duration timeout) {
    try (AlpacaVenue venue = new AlpacaVenue(scripted.settings(timeout, 1000), CLOCK)) {
      return venue.submit(order, SEND_BY);
    }
  }

  /** A clock that shows one scripted moment after the other. */
  private static final class Ticking extends Clock {
    private final Iterator<Instant> moments;

    Ticking(Iterator<Instant> moments) {
      this.moments = moments;
    }

    @Override
    public synchronized Instant instant() {
      return moments.next();
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
