package io.estop.venues.fix;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.MarketClock;
import io.estop.venues.Partial;
import io.estop.venues.RequestBudget;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import quickfix.Message;

/**
 * Reads one account over FIX 4.4; sends nothing that changes it. Its session needs a name of its
 * own, that no other process logs on with.
 */
public final class FixReader implements VenueReader {

  /** Symbols in one question for quotes. */
  private static final int SYMBOLS_AT_ONCE = 50;

  private final Link link;

  public FixReader(FixSettings settings, Clock clock) {
    this(new Link(settings, clock));
  }

  FixReader(Link link) {
    this.link = link;
  }

  @Override
  public Account account() {
    return link.settings().account();
  }

  /** Returns the venue's word on equity; few exchanges give one. */
  @Override
  public Answer<AccountState> accountState() {
    String id = link.nextId();
    return link.ask(
        id,
        Requests.collateral(id, link.settings()),
        link.deadline(),
        incoming -> accountState(incoming.type(), incoming.fields()));
  }

  private static Optional<Answer<AccountState>> accountState(String type, Fields fields) {
    if (type.equals(MsgType.COLLATERAL_REPORT)) {
      return Gathering.whole(
          new AccountState(fields.text(Tag.ACCOUNT), fields.decimal(Tag.TOTAL_NET_VALUE)));
    }
    // An acknowledgement; the report, if any, comes next.
    return Optional.empty();
  }

  /** Returns the number of the account whose positions the venue gives. */
  @Override
  public Answer<String> accountNumber() {
    String id = link.nextId();
    return link.ask(
        id,
        Requests.positions(id, link.settings(), link.now()),
        link.deadline(),
        incoming -> Gathering.whole(incoming.fields().text(Tag.ACCOUNT)));
  }

  @Override
  public Answer<List<Position>> positions() {
    Answer<Partial<List<Position>>> answer = readablePositions();
    Optional<String> absurd =
        answer.known().flatMap(held -> held.unreadable().values().stream().findFirst());
    return absurd.isPresent() ? link.missing(absurd.get()) : answer.map(Partial::value);
  }

  @Override
  public Answer<Partial<List<Position>>> readablePositions() {
    String id = link.nextId();
    return link.ask(
        id,
        Requests.positions(id, link.settings(), link.now()),
        link.deadline(),
        new PositionReports(account().id()));
  }

  /** Asks for all orders, and for each own one that the venue then leaves out. */
  @Override
  public Answer<List<VenueOrder>> openOrders() {
    Deadline deadline = link.deadline();
    String id = link.nextId();
    Answer<List<VenueOrder>> shown =
        link.ask(id, Requests.allOrders(id, link.settings()), deadline, new OrderReports());
    if (shown.known().isEmpty()) {
      return shown;
    }
    Map<String, VenueOrder> open = new LinkedHashMap<>();
    shown.known().get().forEach(order -> open.put(order.orderId(), order));
    for (VenueOrder own : link.known().ownWorking()) {
      if (!open.containsKey(own.orderId())) {
        Answer<Optional<VenueOrder>> asked = orderByClientOrderId(own.clientOrderId(), deadline);
        if (asked.known().isEmpty()) {
          return link.missing(
              "lists no order " + own.orderId() + " of ours; " + asked.failure().orElse(""));
        }
        asked
            .known()
            .flatMap(found -> found)
            .filter(order -> !order.status().isFinal())
            .ifPresent(order -> open.put(order.orderId(), order));
      }
    }
    return new Answer.Known<>(List.copyOf(open.values()));
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    link.known().askedFor(clientOrderId);
    return orderByClientOrderId(clientOrderId, link.deadline());
  }

  Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId, Deadline deadline) {
    String id = link.nextId();
    Optional<VenueOrder> known = link.known().byClientOrderId(clientOrderId);
    Message question =
        Requests.orderStatus(
            id, Optional.of(clientOrderId), known.map(VenueOrder::orderId), known, link.settings());
    return link.ask(
        id,
        question,
        deadline,
        incoming ->
            status(
                incoming,
                known,
                incoming.fields().is(Tag.CL_ORD_ID, clientOrderId)
                    || incoming.fields().is(Tag.ORIG_CL_ORD_ID, clientOrderId)));
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return order(orderId, link.deadline());
  }

  Answer<Optional<VenueOrder>> order(String orderId, Deadline deadline) {
    String id = link.nextId();
    Optional<VenueOrder> known = link.known().byOrderId(orderId);
    Message question =
        Requests.orderStatus(
            id, known.map(VenueOrder::clientOrderId), Optional.of(orderId), known, link.settings());
    return link.ask(
        id,
        question,
        deadline,
        incoming -> status(incoming, known, incoming.fields().is(Tag.ORDER_ID, orderId)));
  }

  private static Optional<Answer<Optional<VenueOrder>>> status(
      Incoming incoming, Optional<VenueOrder> known, boolean theOneAskedFor) {
    if (ExecutionReport.saysUnknown(incoming.fields())) {
      return unknown(known);
    }
    if (!theOneAskedFor) {
      return Gathering.none("was asked for an order and shows another one");
    }
    return incoming.order().isPresent()
        ? Gathering.whole(incoming.order())
        : Gathering.none("shows less of an order than it reported before");
  }

  /** A venue may forget an order that is over, never one that works. */
  private static Optional<Answer<Optional<VenueOrder>>> unknown(Optional<VenueOrder> known) {
    return known.isEmpty() || known.get().status().isFinal()
        ? Gathering.whole(known)
        : Gathering.none("does not know an order that it took");
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    Deadline deadline = link.deadline();
    List<Instrument> asked = List.copyOf(instruments);
    Map<String, Quote> quotes = new HashMap<>();
    for (int from = 0; from < asked.size(); from += SYMBOLS_AT_ONCE) {
      List<Instrument> part = asked.subList(from, Math.min(asked.size(), from + SYMBOLS_AT_ONCE));
      Answer<Map<String, Quote>> answer = quotes(part, deadline);
      if (answer.known().isEmpty()) {
        return answer;
      }
      quotes.putAll(answer.known().get());
    }
    return new Answer.Known<>(Map.copyOf(quotes));
  }

  /** Asks for halves where the venue does not know one of several symbols. */
  private Answer<Map<String, Quote>> quotes(List<Instrument> part, Deadline deadline) {
    String id = link.nextId();
    Answer<Map<String, Quote>> answer =
        link.ask(id, Requests.quotes(id, part), deadline, new Quotes(part));
    boolean someUnknown =
        answer.failure().filter(why -> why.endsWith(Quotes.SOME_UNKNOWN)).isPresent();
    if (!someUnknown || part.size() == 1) {
      return answer;
    }
    Map<String, Quote> both = new HashMap<>();
    int middle = part.size() / 2;
    for (List<Instrument> half :
        List.of(new ArrayList<>(part.subList(0, middle)), part.subList(middle, part.size()))) {
      Answer<Map<String, Quote>> found = quotes(half, deadline);
      if (found.known().isEmpty()) {
        return found;
      }
      both.putAll(found.known().get());
    }
    return new Answer.Known<>(both);
  }

  @Override
  public Answer<MarketClock> clock() {
    String id = link.nextId();
    return link.ask(
        id,
        Requests.tradingSession(id, link.settings()),
        link.deadline(),
        new SessionState(link.now()));
  }

  @Override
  public int ordersPerMinute() {
    return RequestBudget.ordersPerMinute(link.settings().requestsPerMinute());
  }

  @Override
  public boolean isDirect() {
    return true;
  }

  /** FIX has no such thing. */
  @Override
  public boolean hasAccountLock() {
    return false;
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return link.missing("FIX has no lock of an account");
  }

  @Override
  public boolean isForDrills() {
    return link.settings().forDrills();
  }

  /** Logs out. */
  @Override
  public void close() {
    link.close();
  }
}
