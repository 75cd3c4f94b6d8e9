package io.estop.venues.fix;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.Partial;
import io.estop.venues.Refusal;
import io.estop.venues.RequestBudget.Use;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import io.estop.venues.fix.Conversations.Conversation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quickfix.Message;

/**
 * One account over FIX 4.4. Sends each order once; one that may have left before goes out again
 * only from here, under its id and marked as a possible resend.
 */
public final class FixVenue implements Venue {

  /** What is waited for after the venue said that it takes no more messages now. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final int TOO_LATE_TO_CANCEL = 0;
  private static final int UNKNOWN_ORDER = 1;
  private static final int ALREADY_PENDING = 3;
  private static final int TRADING_HALT = 2;

  private final Link link;
  private final FixReader reader;

  /**
   * Begins to log on and keeps at it until closed.
   *
   * @throws IllegalArgumentException where the settings or the store folder cannot be used
   */
  public FixVenue(FixSettings settings, Clock clock) {
    this.link = new Link(settings, clock);
    this.reader = new FixReader(link);
  }

  @Override
  public Submission submit(NewOrder order, Instant sendBy) {
    Deadline deadline = link.deadline();
    Optional<Conversation> opened = link.open(order.clientOrderId());
    if (opened.isEmpty()) {
      return new Submission.Unanswered("the same order is being sent by somebody else");
    }
    try (Conversation conversation = opened.get()) {
      boolean possiblySent = link.known().leaving(order.clientOrderId());
      Message message = Requests.newOrder(order, link.settings(), possiblySent, link.now());
      Sent sent = link.session().send(message, Use.ORDER, sendBy, deadline, conversation::numbered);
      if (sent instanceof Sent.NeverLeft never) {
        return new Submission.NotSent(never.why());
      }
      return conversation
          .next(deadline)
          .map(answer -> answered(answer, order, deadline))
          .orElseGet(() -> new Submission.Unanswered(silent(sent)));
    } catch (MalformedMessageException malformed) {
      return new Submission.Unanswered(malformed.why());
    }
  }

  private String silent(Sent sent) {
    return sent instanceof Sent.Unsure unsure
        ? unsure.why()
        : "no answer within " + link.settings().requestTimeout().toMillis() + " ms";
  }

  private Submission answered(Incoming answer, NewOrder order, Deadline deadline) {
    if (answer.isReject()) {
      return rejected(answer);
    }
    Optional<ExecutionReport> report = answer.report();
    if (report.isEmpty()) {
      return new Submission.Unanswered(
          answer.defect().isEmpty() ? "the answer shows no order" : answer.defect());
    }
    if (!report.get().isRejection()) {
      return answer
          .order()
          .map(found -> accepted(found, order))
          .orElseGet(
              () -> new Submission.Unanswered("shows less of the order than it reported before"));
    }
    if (Refusals.isDuplicate(report.get())) {
      return repeated(order, deadline);
    }
    return new Submission.Refused(
        reason(report.get(), order.instrument(), deadline), Refusals.text(report.get()));
  }

  private Submission rejected(Incoming reject) {
    if (Refusals.isThrottled(reject)) {
      link.session().pauseOrders(PAUSE);
      return new Submission.NotSent("venue takes no more messages now, " + Refusals.text(reject));
    }
    return new Submission.Refused(Refusals.of(reject), Refusals.text(reject));
  }

  /** Where the venue's code leaves it open, its word on the security decides. */
  private Refusal reason(ExecutionReport report, Instrument instrument, Deadline deadline) {
    Refusal refusal = Refusals.of(report);
    boolean mayBePaused = refusal == Refusal.OTHER || refusal == Refusal.OUTSIDE_TRADING_HOURS;
    return mayBePaused && isPaused(instrument, deadline) ? Refusal.SYMBOL_PAUSED : refusal;
  }

  private boolean isPaused(Instrument instrument, Deadline deadline) {
    String id = link.nextId();
    Answer<Boolean> paused =
        link.ask(
            id,
            Requests.securityStatus(id, instrument),
            deadline,
            incoming ->
                Gathering.whole(
                    incoming.fields().optionalCount(Tag.SECURITY_TRADING_STATUS).orElse(0)
                        == TRADING_HALT));
    return paused.known().orElse(false);
  }

  /** The venue has this id already: its order is the answer. */
  private Submission repeated(NewOrder order, Deadline deadline) {
    Answer<Optional<VenueOrder>> answer =
        reader.orderByClientOrderId(order.clientOrderId(), deadline);
    if (answer instanceof Answer.Missing<Optional<VenueOrder>> missing) {
      return new Submission.Unanswered("the id was used before; " + missing.why());
    }
    return answer
        .known()
        .flatMap(found -> found)
        .map(found -> accepted(found, order))
        .orElseGet(
            () ->
                new Submission.Unanswered(
                    "the id was used before, yet the venue shows no such order"));
  }

  private static Submission accepted(VenueOrder found, NewOrder order) {
    boolean same =
        found.clientOrderId().equals(order.clientOrderId())
            && found.instrument().equals(order.instrument())
            && found.side() == order.side();
    return same
        ? new Submission.Accepted(found)
        : new Submission.Unanswered(
            "the venue shows another order under id " + order.clientOrderId());
  }

  @Override
  public Answer<Cancellation> cancel(String orderId) {
    Deadline deadline = link.deadline();
    Optional<VenueOrder> known = link.known().byOrderId(orderId);
    if (known.isEmpty()) {
      Answer<Optional<VenueOrder>> asked = reader.order(orderId, deadline);
      if (asked instanceof Answer.Missing<Optional<VenueOrder>> missing) {
        return new Answer.Missing<>(missing.why());
      }
      known = asked.known().flatMap(found -> found);
    }
    if (known.filter(order -> !order.status().isFinal()).isEmpty()) {
      return new Answer.Known<>(Cancellation.TOO_LATE);
    }
    String id = link.nextId();
    return link.ask(
        id,
        Requests.cancel(id, known.get(), link.settings(), link.now()),
        deadline,
        FixVenue::cancellation);
  }

  private static Optional<Answer<Cancellation>> cancellation(Incoming incoming) {
    if (!incoming.type().equals(MsgType.ORDER_CANCEL_REJECT)) {
      return Gathering.whole(Cancellation.REQUESTED);
    }
    Fields fields = incoming.fields();
    int reason = fields.optionalCount(Tag.CXL_REJ_REASON).orElse(-1);
    return switch (reason) {
      case TOO_LATE_TO_CANCEL, UNKNOWN_ORDER -> Gathering.whole(Cancellation.TOO_LATE);
      case ALREADY_PENDING -> Gathering.whole(Cancellation.REQUESTED);
      default -> Gathering.none("refuses to cancel, reason " + reason + ", " + fields.words());
    };
  }

  /** Cancels whatever the venue holds under this session: it must serve this account alone. */
  @Override
  public Answer<Cancellation> cancelAll() {
    String id = link.nextId();
    return link.ask(
        id,
        Requests.cancelAll(id, link.now()),
        link.deadline(),
        incoming -> {
          Fields fields = incoming.fields();
          return fields.is(Tag.MASS_CANCEL_RESPONSE, "7")
              ? Gathering.whole(Cancellation.REQUESTED)
              : Gathering.none(
                  "refuses to cancel all orders, reason "
                      + fields.optional(Tag.MASS_CANCEL_REJECT_REASON).orElse("not given")
                      + ", "
                      + fields.words());
        });
  }

  @Override
  public Duration untilRoomFor(int orders) {
    return link.session().untilRoomFor(orders);
  }

  @Override
  public Answer<Boolean> suspendTrading(boolean suspended) {
    return reader.tradingSuspended();
  }

  @Override
  public boolean hasAccountLock() {
    return reader.hasAccountLock();
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return reader.tradingSuspended();
  }

  @Override
  public int ordersPerMinute() {
    return reader.ordersPerMinute();
  }

  @Override
  public boolean isDirect() {
    return reader.isDirect();
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
  public Answer<String> accountNumber() {
    return reader.accountNumber();
  }

  @Override
  public Answer<Partial<List<Position>>> readablePositions() {
    return reader.readablePositions();
  }

  @Override
  public Answer<List<Position>> positions() {
    return reader.positions();
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    return reader.openOrders();
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
  public Answer<MarketClock> clock() {
    return reader.clock();
  }

  /** Logs out. */
  @Override
  public void close() {
    link.close();
  }
}
