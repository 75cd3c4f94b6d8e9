package io.estop.venues.alpaca;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.MarketHalt;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.Refusal;
import io.estop.venues.RequestBudget;
import io.estop.venues.SentOrder;
import io.estop.venues.Statistics;
import io.estop.venues.Submission;
import io.estop.venues.Transfer;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One account at an Alpaca-speaking venue: the paper venue or a real broker, which differ by their
 * addresses and keys only. Sends each order once and repeats nothing.
 */
public final class AlpacaVenue implements Venue {

  private final Clock clock;
  private final AlpacaHttp http;
  private final AlpacaReader reader;
  private final Addresses addresses;
  private final Duration countdown;

  public AlpacaVenue(AlpacaSettings settings, Clock clock) {
    this(settings, clock, new RequestBudget(settings.requestsPerMinute(), System::nanoTime));
  }

  AlpacaVenue(AlpacaSettings settings, Clock clock, RequestBudget budget) {
    this.clock = clock;
    this.http = new AlpacaHttp(settings, clock, budget);
    this.reader = new AlpacaReader(settings, http);
    this.addresses = new Addresses(settings.tradingUrl(), settings.dataUrl());
    this.countdown = settings.cancelAllAfter();
  }

  @Override
  public Submission submit(NewOrder order, Instant sendBy) {
    Deadline deadline = http.deadline();
    OneShotBody body = new OneShotBody(AlpacaJson.newOrder(order), sendBy, clock);
    Reply reply = http.post(addresses.orders(), body, deadline);
    if (reply instanceof Reply.NeverLeft never) {
      return new Submission.NotSent(never.why());
    }
    if (reply instanceof Reply.NoReply none) {
      return new Submission.Unanswered(none.why());
    }
    try {
      return answered((Reply.Got) reply, order, deadline);
    } catch (MalformedAnswerException malformed) {
      return new Submission.Unanswered(malformed.why());
    }
  }

  @Override
  public Answer<Cancellation> cancel(String orderId) {
    Reply reply = http.delete(addresses.order(orderId), http.deadline());
    boolean tooLate =
        AlpacaReader.isNotFound(reply) || (reply instanceof Reply.Got got && got.status() == 422);
    return tooLate ? new Answer.Known<>(Cancellation.TOO_LATE) : requested(reply);
  }

  @Override
  public Answer<Cancellation> cancelAll() {
    return requested(http.delete(addresses.orders(), http.deadline()));
  }

  @Override
  public Answer<Boolean> suspendTrading(boolean suspended) {
    return reader.suspended(
        http.patch(addresses.configurations(), AlpacaJson.suspend(suspended), http.deadline()));
  }

  @Override
  public Optional<Duration> countdown() {
    return Optional.of(countdown).filter(time -> !time.isZero());
  }

  /**
   * Asks what the paper venue adds to Alpaca's API, and only where the settings say it is there.
   */
  @Override
  public Answer<Optional<Instant>> cancelAllAfter(Duration time) {
    AlpacaSettings.requireCountdown(time);
    if (countdown().isEmpty()) {
      return Venue.super.cancelAllAfter(time);
    }
    return reader.known(
        http.put(addresses.cancelAllAfter(), AlpacaJson.cancelAllAfter(time), http.deadline()),
        answer -> AlpacaJson.due(time, answer));
  }

  @Override
  public Answer<Optional<MarketHalt>> marketHalt() {
    return reader.marketHalt();
  }

  @Override
  public Statistics statistics(Collection<Instrument> instruments, Instant now, Duration within) {
    return reader.statistics(instruments, now, within);
  }

  @Override
  public int ordersPerMinute() {
    return reader.ordersPerMinute();
  }

  @Override
  public int ordersNow() {
    return http.ordersNow();
  }

  @Override
  public Duration untilRoomFor(int orders) {
    return http.untilRoomFor(orders);
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return reader.tradingSuspended();
  }

  @Override
  public boolean isForDrills() {
    return reader.isForDrills();
  }

  @Override
  public Account account() {
    return reader.account();
  }

  @Override
  public Answer<AccountState> accountState() {
    return reader.accountState();
  }

  @Override
  public Answer<List<Position>> positions() {
    return reader.positions();
  }

  @Override
  public Answer<Partial<List<Position>>> readablePositions() {
    return reader.readablePositions();
  }

  @Override
  public Answer<OpenOrders> readableOpenOrders() {
    return reader.readableOpenOrders();
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    return reader.openOrders();
  }

  @Override
  public Answer<List<Transfer>> transfersSince(LocalDate day) {
    return reader.transfersSince(day);
  }

  @Override
  public Answer<List<SentOrder>> ordersSince(Instant since) {
    return reader.ordersSince(since);
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    return reader.orderByClientOrderId(clientOrderId);
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return reader.order(orderId);
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    return reader.quotes(instruments);
  }

  @Override
  public Answer<Partial<Map<String, Quote>>> readableQuotes(Collection<Instrument> instruments) {
    return reader.readableQuotes(instruments);
  }

  @Override
  public Answer<MarketClock> clock() {
    return reader.clock();
  }

  /** Frees the connection's threads. */
  @Override
  public void close() {
    http.close();
  }

  private Submission answered(Reply.Got got, NewOrder order, Deadline deadline) {
    if (got.isOk()) {
      return accepted(AlpacaJson.order(AlpacaJson.parse(got.body())), order);
    }
    return switch (got.status()) {
      case 429 -> new Submission.NotSent("venue takes no more requests now, HTTP 429");
      case 401 -> new Submission.Refused(Refusal.OTHER, reader.refused(got));
      case 400, 403, 404, 422 -> refused(got, order, deadline);
      default -> new Submission.Unanswered(reader.refused(got));
    };
  }

  private Submission refused(Reply.Got got, NewOrder order, Deadline deadline) {
    VenueError error = VenueError.parse(got.body());
    return error.isRepeatedClientOrderId()
        ? repeated(order, deadline)
        : new Submission.Refused(error.refusal(got.status()), reader.refused(got));
  }

  /** The venue has this client order id already: its order is the answer. */
  private Submission repeated(NewOrder order, Deadline deadline) {
    Answer<Optional<VenueOrder>> answer =
        reader.orderByClientOrderId(order.clientOrderId(), deadline);
    if (answer instanceof Answer.Missing<Optional<VenueOrder>> missing) {
      return new Submission.Unanswered("client order id was used before; " + missing.why());
    }
    return answer
        .known()
        .flatMap(found -> found)
        .map(found -> accepted(found, order))
        .orElseGet(
            () ->
                new Submission.Unanswered(
                    "client order id was used before, yet the venue shows no such order"));
  }

  private static Submission accepted(VenueOrder found, NewOrder order) {
    boolean same =
        found.clientOrderId().equals(order.clientOrderId())
            && found.instrument().equals(order.instrument())
            && found.side() == order.side();
    return same
        ? new Submission.Accepted(found)
        : new Submission.Unanswered(
            "the venue shows another order under client order id " + order.clientOrderId());
  }

  private Answer<Cancellation> requested(Reply reply) {
    if (reply instanceof Reply.Got got) {
      return got.isOk()
          ? new Answer.Known<>(Cancellation.REQUESTED)
          : reader.missing(reader.refused(got));
    }
    return reader.missing(
        reply instanceof Reply.NeverLeft never ? never.why() : ((Reply.NoReply) reply).why());
  }
}
