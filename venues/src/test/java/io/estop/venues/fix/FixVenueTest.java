package io.estop.venues.fix;

import static io.estop.venues.fix.Member.AAPL;
import static io.estop.venues.fix.Member.CALL;
import static io.estop.venues.fix.Member.LATER;
import static io.estop.venues.fix.Member.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Side;
import io.estop.venues.Answer;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.NewOrder;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.OrderStatus;
import io.estop.venues.Partial;
import io.estop.venues.Refusal;
import io.estop.venues.Submission;
import io.estop.venues.Venue.Cancellation;
import io.estop.venues.VenueOrder;
import io.estop.venues.fix.exchange.FixExchange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import quickfix.FieldNotFound;
import quickfix.Message;

class FixVenueTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  @TempDir private Path store = Path.of("");
  private FixExchange exchange = new FixExchange(1, "", null);
  private FixVenue venue;

  @BeforeEach
  void open() {
    int port = FixExchange.freePort();
    exchange = new FixExchange(port, "PA1", null);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    exchange.open();
    venue = new FixVenue(Member.settings(port, store, TIMEOUT), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    venue.close();
    exchange.close();
  }

  @Test
  void takesAnOrderAndFollowsItsPartialFill() {
    Submission submission = venue.submit(sell("a-1", "100", "150.00"), LATER);

    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    VenueOrder order = found("a-1");
    assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(order.cumulativeQuantity()).isEqualByComparingTo("60");
    assertThat(order.leavesQuantity()).isEqualByComparingTo("40");
    assertThat(order.averagePrice())
        .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("150.00"));
    assertThat(venue.openOrders().known()).contains(List.of(order));
    assertThat(exchange.position("AAPL")).isEqualByComparingTo("40");
  }

  @Test
  void anImmediateOrderLeavesNothingBehind() {
    venue.submit(sell("a-1", "100", "150.00", TimeInForce.IOC), LATER);

    assertThat(found("a-1").status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(found("a-1").leavesQuantity()).isZero();
    assertThat(venue.openOrders().known()).contains(List.of());
  }

  @Test
  void marksOrdersAsReducingAndOptionOrdersAsClosing() {
    exchange.holds(CALL.symbol(), "2");

    venue.submit(sell("a-1", "10", "151.00"), LATER);
    venue.submit(
        new NewOrder(
            "a-2", CALL, Side.SELL, BigDecimal.ONE, new BigDecimal("4.20"), TimeInForce.DAY),
        LATER);

    assertThat(field(sent("D").get(0), 18)).isEqualTo("E");
    assertThat(sent("D").get(0)).doesNotContain("\u000177=");
    assertThat(field(sent("D").get(1), 77)).isEqualTo("C");
    assertThat(field(sent("D").get(1), 167)).isEqualTo("OPT");
    assertThat(field(sent("D").get(1), 541)).isEqualTo("20270115");
    assertThat(field(sent("D").get(1), 202)).isEqualTo("150");
    assertThat(field(sent("D").get(1), 461)).isEqualTo("OCXXXX");
  }

  @Test
  void whatWouldIncreaseAPositionIsRefusedByTheVenue() {
    assertThat(refused(venue.submit(sell("a-1", "101", "150.00"), LATER)))
        .isEqualTo(Refusal.INSUFFICIENT_QUANTITY);
    assertThat(exchange.taken).isEmpty();
  }

  @Test
  void aRefusalWithoutAReasonIsAPauseWhereTheSecurityIsHalted() {
    exchange.securityStatus = 2;
    exchange.intercept = message -> answersOrderWith(message, 0, "not now");

    assertThat(refused(venue.submit(sell("a-1", "10", "150.00"), LATER)))
        .isEqualTo(Refusal.SYMBOL_PAUSED);

    exchange.securityStatus = 17;
    assertThat(refused(venue.submit(sell("a-2", "10", "150.00"), LATER))).isEqualTo(Refusal.OTHER);
  }

  @Test
  void aRefusedMessageIsARefusedOrderAndAThrottledOneWasNeverSent() {
    exchange.intercept = message -> rejects(message, "D", 5);
    assertThat(refused(venue.submit(sell("a-1", "10", "150.00"), LATER)))
        .isEqualTo(Refusal.BAD_PARAMETER);

    exchange.intercept = message -> rejects(message, "D", 8);
    assertThat(venue.submit(sell("a-2", "10", "150.00"), LATER))
        .isInstanceOf(Submission.NotSent.class);
    exchange.intercept = message -> rejects(message, "AF", 3);
    assertThat(venue.openOrders().failure().orElseThrow()).contains("business reject 3");
  }

  @Test
  void aRepeatedIdIsMarkedAndAnsweredWithTheOrderThatTheVenueHas() {
    Submission first = venue.submit(sell("a-1", "10", "151.00"), LATER);
    Submission second = venue.submit(sell("a-1", "10", "151.00"), LATER);

    assertThat(order(second).orderId()).isEqualTo(order(first).orderId());
    assertThat(exchange.taken).containsExactly("a-1");
    assertThat(sent("D").get(0)).doesNotContain("\u000197=");
    assertThat(field(sent("D").get(1), 97)).isEqualTo("Y");
  }

  @Test
  void anIdThatWasAskedForIsMarkedTooBecauseAnotherProcessMayHaveSentIt() {
    assertThat(venue.orderByClientOrderId("a-1").known()).contains(java.util.Optional.empty());

    venue.submit(sell("a-1", "10", "151.00"), LATER);

    assertThat(field(sent("D").get(0), 97)).isEqualTo("Y");
    assertThat(exchange.taken).containsExactly("a-1");
  }

  @Test
  void aDuplicateThatIsRefusedIsAskedFor() {
    venue.submit(sell("a-1", "10", "151.00"), LATER);
    exchange.intercept = message -> answersOrderWith(message, 6, "duplicate");

    assertThat(venue.submit(sell("a-1", "10", "151.00"), LATER))
        .isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void anotherOrderUnderTheSameIdIsNoAnswer() {
    exchange.holds("MSFT", "100");
    exchange.intercept =
        message -> {
          message.setString(55, "MSFT");
          return false;
        };

    assertThat(venue.submit(sell("a-1", "10", "151.00"), LATER))
        .isInstanceOf(Submission.Unanswered.class);
  }

  @Test
  void cancelsAWorkingOrderAndSaysTooLateToOneThatIsOver() {
    VenueOrder order = order(venue.submit(sell("a-1", "10", "151.00"), LATER));

    assertThat(venue.cancel(order.orderId()).known()).contains(Cancellation.REQUESTED);
    assertThat(found("a-1").status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(venue.cancel(order.orderId()).known()).contains(Cancellation.TOO_LATE);
    assertThat(venue.cancel("X99").known()).contains(Cancellation.TOO_LATE);
  }

  @Test
  void aFillThatOvertakesItsCancelWins() {
    VenueOrder order = order(venue.submit(sell("a-1", "10", "150.01"), LATER));
    exchange.intercept =
        message -> {
          if (Fields.type(message).equals("F")) {
            exchange.house("AAPL", true, "10", "150.01");
          }
          return false;
        };

    assertThat(venue.cancel(order.orderId()).known()).contains(Cancellation.TOO_LATE);
    assertThat(found("a-1").status()).isEqualTo(OrderStatus.FILLED);
    assertThat(found("a-1").cumulativeQuantity()).isEqualByComparingTo("10");
  }

  @Test
  void showsAndCancelsOrdersOfOthers() {
    exchange.foreign("theirs", "AAPL", false, "152.00");

    VenueOrder theirs = venue.openOrders().known().orElseThrow().get(0);

    assertThat(theirs.clientOrderId()).isEqualTo("theirs");
    assertThat(venue.cancel(theirs.orderId()).known()).contains(Cancellation.REQUESTED);
    assertThat(venue.openOrders().known()).contains(List.of());
  }

  @Test
  void cancelsEverythingAtOnce() {
    venue.submit(sell("a-1", "10", "151.00"), LATER);
    exchange.foreign("theirs", "AAPL", false, "152.00");

    assertThat(venue.cancelAll().known()).contains(Cancellation.REQUESTED);
    assertThat(venue.openOrders().known()).contains(List.of());
  }

  @Test
  void anOwnOrderThatTheListLeavesOutIsAskedForAndNeverCountedAsGone() {
    venue.submit(sell("a-1", "10", "151.00"), LATER);
    exchange.swallow = message -> false;
    exchange.intercept = message -> answersListWithNothing(message);

    assertThat(venue.openOrders().known().orElseThrow())
        .extracting(VenueOrder::clientOrderId)
        .containsExactly("a-1");

    exchange.swallow = message -> message.isSetField(790);
    assertThat(shortVenueMissing()).contains("lists no order X");
  }

  private String shortVenueMissing() {
    return venue.openOrders().failure().orElseThrow();
  }

  @Test
  void aListThatIsNotWholeIsMissing() {
    exchange.foreign("one", "AAPL", false, "152.00");
    exchange.foreign("two", "AAPL", false, "153.00");
    exchange.swallow = message -> message.isSetField(584) && has(message, 11, "one");

    assertThat(venue.openOrders().failure().orElseThrow())
        .contains("announced 2 orders and showed 1");
  }

  @Test
  void aStatusThatShowsLessThanWasReportedIsMissing() {
    venue.submit(sell("a-1", "100", "150.00"), LATER);
    found("a-1");
    exchange.swallow =
        message -> {
          if (message.isSetField(790)) {
            message.setString(14, "0");
            message.setString(151, "100");
            message.setChar(39, '0');
          }
          return false;
        };

    assertThat(venue.orderByClientOrderId("a-1").failure().orElseThrow())
        .contains("less of an order");
  }

  @Test
  void anOrderThatTheVenueTookAndThenDoesNotKnowIsMissing() {
    venue.submit(sell("a-1", "10", "151.00"), LATER);
    exchange.swallow =
        message -> {
          if (message.isSetField(790)) {
            message.setChar(39, '8');
            message.setInt(103, 5);
          }
          return false;
        };

    assertThat(venue.orderByClientOrderId("a-1").failure().orElseThrow())
        .contains("does not know an order that it took");
  }

  @Test
  void readsPositionsLongAndShortAndNoneOnlyWhereTheVenueSaysSo() {
    exchange.holds("MSFT", "-5.5");
    exchange.holds("BTC/USD", "0.25");

    List<Position> held = venue.positions().known().orElseThrow();

    assertThat(held)
        .extracting(position -> position.instrument() + " " + position.quantity().toPlainString())
        .containsExactly("AAPL 100", "BTC/USD 0.25", "MSFT -5.5");
    assertThat(held.get(1).instrument().assetClass()).isEqualTo(AssetClass.CRYPTO);
    for (String symbol : List.of("AAPL", "MSFT", "BTC/USD")) {
      exchange.holds(symbol, "0");
    }
    assertThat(venue.positions().known()).contains(List.of());
  }

  @Test
  void positionsThatFailedAreNotPositionsThatAreEmpty() {
    exchange.swallow = message -> changes(message, "AO", 729, "2");
    assertThat(venue.positions().failure().orElseThrow()).contains("status 2");

    exchange.swallow = message -> changes(message, "AO", 728, "99");
    assertThat(venue.positions().failure().orElseThrow()).contains("result 99");

    exchange.swallow =
        message -> changes(message, "AO", 728, "2") | changes(message, "AO", 727, "1");
    assertThat(venue.positions().failure().orElseThrow()).contains("field 727 must be 0");

    exchange.swallow = message -> changes(message, "AP", 730, "1E9");
    assertThat(venue.positions().failure().orElseThrow()).contains("field 730 must be a number");

    exchange.swallow = message -> changes(message, "AP", 55, "MSFT");
    exchange.holds("MSFT", "1");
    assertThat(venue.positions().failure().orElseThrow()).contains("reported once");
  }

  @Test
  void anAbsurdPositionIsNamedAndSpoilsNoOther() {
    exchange.holds("MSFT", "-5.5");
    exchange.swallow =
        message -> {
          if (has(message, 55, "AAPL")) {
            changes(message, "AP", 730, "1E9");
          }
          return false;
        };

    Partial<List<Position>> held = venue.readablePositions().known().orElseThrow();

    assertThat(held.value())
        .extracting(position -> position.instrument().symbol())
        .containsExactly("MSFT");
    assertThat(held.unreadable().get("AAPL"))
        .startsWith("position AAPL: ")
        .contains("field 730 must be a number");
    assertThat(venue.positions().failure()).isPresent();
  }

  @Test
  void aPositionThatIsReportedTwiceIsNoneThatCanBeRead() {
    exchange.holds("MSFT", "1");
    exchange.swallow = message -> changes(message, "AP", 55, "MSFT");

    Partial<List<Position>> held = venue.readablePositions().known().orElseThrow();

    assertThat(held.value()).isEmpty();
    assertThat(held.unreadable()).containsOnlyKeys("MSFT");
  }

  @Test
  void aPositionWithoutASymbolCouldBeAnyOfThem() {
    exchange.swallow =
        message -> {
          message.removeField(55);
          return false;
        };

    assertThat(venue.readablePositions().failure()).isPresent();
  }

  @Test
  void aMissingPositionReportIsNoSmallerBook() {
    exchange.holds("MSFT", "1");
    exchange.swallow = message -> has(message, 55, "MSFT");

    assertThat(venue.positions().failure().orElseThrow()).contains("no whole answer within 3000");
  }

  @Test
  void positionsOfAnotherAccountAreMissingAndRefuseTheStart() {
    assertThat(EnvironmentCheck.of(venue)).isInstanceOf(EnvironmentCheck.Same.class);

    exchange.account = "PA2";

    assertThat(venue.positions().failure().orElseThrow()).contains("account PA2");
    assertThat(EnvironmentCheck.of(venue)).isInstanceOf(EnvironmentCheck.Other.class);
  }

  @Test
  void readsQuotesAndLeavesUnknownSymbolsAndEmptyBooksOut() {
    Instrument unknown = new Instrument("NOPE", AssetClass.US_EQUITY);
    Instrument empty = new Instrument("EMPTY", AssetClass.US_EQUITY);
    Instrument oneSided = new Instrument("ASKED", AssetClass.US_EQUITY);
    exchange.holds("EMPTY", "1");
    exchange.house("ASKED", false, "5", "0.05");

    var quotes = venue.quotes(List.of(AAPL, unknown, empty, oneSided)).known().orElseThrow();

    assertThat(quotes).containsOnlyKeys("AAPL", "ASKED");
    assertThat(quotes.values())
        .extracting(quote -> quote.bid().toPlainString() + " " + quote.askSize().toPlainString())
        .containsExactlyInAnyOrder("150.00 60", "0 5");
  }

  @Test
  void readsTheMarketsSessionAndDoesNotGuessOne() {
    assertThat(venue.clock().known().orElseThrow().isOpen()).isTrue();

    exchange.sessionStatus = 3;
    assertThat(venue.clock().known().orElseThrow().isOpen()).isFalse();
    assertThat(venue.clock().known().orElseThrow().nextOpen()).isAfter("2099-12-31T00:00:00Z");

    exchange.sessionStatus = 1;
    assertThat(venue.clock().failure().orElseThrow()).contains("halted");
    exchange.sessionStatus = 0;
    assertThat(venue.clock().failure().orElseThrow()).contains("does not say");
  }

  @Test
  void readsEquityAndSaysThatThereIsNoLock() {
    assertThat(venue.accountState().known().orElseThrow().equity())
        .isEqualByComparingTo("125000.5");
    assertThat(venue.hasAccountLock()).isFalse();
    assertThat(venue.suspendTrading(true).failure().orElseThrow()).contains("no lock");
    assertThat(venue.tradingSuspended()).isInstanceOf(Answer.Missing.class);
  }

  @Test
  void aReportThatIsRepeatedUnderAnotherNumberIsCountedOnce() {
    List<Message> fills = new java.util.concurrent.CopyOnWriteArrayList<>();
    exchange.swallow =
        message -> {
          if (has(message, 150, "F")) {
            fills.add((Message) message.clone());
          }
          return false;
        };
    venue.submit(sell("a-1", "100", "150.00"), LATER);
    exchange.house("AAPL", true, "30", "150.00");
    assertThat(found("a-1").cumulativeQuantity()).isEqualByComparingTo("90");

    exchange.sendPossiblyDuplicate((Message) fills.get(0).clone(), 2);
    Message resent = (Message) fills.get(0).clone();
    resent.getHeader().setBoolean(97, true);
    exchange.send(resent);

    assertThat(found("a-1").cumulativeQuantity()).isEqualByComparingTo("90");
    assertThat(venue.openOrders().known().orElseThrow().get(0).leavesQuantity())
        .isEqualByComparingTo("10");
  }

  private VenueOrder found(String id) {
    return venue.orderByClientOrderId(id).known().orElseThrow().orElseThrow();
  }

  private static VenueOrder order(Submission submission) {
    assertThat(submission).isInstanceOf(Submission.Accepted.class);
    return ((Submission.Accepted) submission).order();
  }

  private static Refusal refused(Submission submission) {
    assertThat(submission).isInstanceOf(Submission.Refused.class);
    return ((Submission.Refused) submission).reason();
  }

  private List<String> sent(String type) {
    return exchange.received.stream().filter(text -> field(text, 35).equals(type)).toList();
  }

  private static String field(String message, int tag) {
    String start = "\u0001" + tag + "=";
    int from = message.indexOf(start) + start.length();
    assertThat(message).contains(start);
    return message.substring(from, message.indexOf('\u0001', from));
  }

  private static boolean has(Message message, int tag, String text) {
    return Fields.of(message).is(tag, text);
  }

  /** Changes a field of the exchange's own answer and lets it go out. */
  private static boolean changes(Message message, String type, int tag, String text) {
    if (Fields.type(message).equals(type)) {
      message.setString(tag, text);
    }
    return false;
  }

  private boolean answersOrderWith(Message message, int reason, String words) {
    if (!Fields.type(message).equals("D")) {
      return false;
    }
    Message answer = FixExchange.message("8");
    answer.setString(37, "NONE");
    answer.setString(11, text(message, 11));
    answer.setString(17, "R" + text(message, 11));
    answer.setChar(150, '8');
    answer.setChar(39, '8');
    answer.setInt(103, reason);
    answer.setString(55, text(message, 55));
    answer.setString(54, text(message, 54));
    answer.setString(14, "0");
    answer.setString(151, "0");
    answer.setString(58, words);
    exchange.send(answer);
    return true;
  }

  private boolean answersListWithNothing(Message message) {
    if (!Fields.type(message).equals("AF")) {
      return false;
    }
    Message answer = FixExchange.message("8");
    answer.setString(37, "NONE");
    answer.setString(584, text(message, 584));
    answer.setString(17, "0");
    answer.setChar(150, 'I');
    answer.setChar(39, '8');
    answer.setInt(103, 5);
    answer.setInt(911, 0);
    exchange.send(answer);
    return true;
  }

  private boolean rejects(Message message, String type, int reason) {
    if (!Fields.type(message).equals(type)) {
      return false;
    }
    Message answer = FixExchange.message("j");
    answer.setString(45, Fields.header(message).text(34));
    answer.setString(372, type);
    answer.setInt(380, reason);
    exchange.send(answer);
    return true;
  }

  private static String text(Message message, int tag) {
    try {
      return message.getString(tag);
    } catch (FieldNotFound absent) {
      throw new AssertionError(absent);
    }
  }
}
