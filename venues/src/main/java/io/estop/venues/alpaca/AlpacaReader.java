package io.estop.venues.alpaca;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.MarketHalt;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.MarketClock;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.RequestBudget;
import io.estop.venues.SentOrder;
import io.estop.venues.Statistics;
import io.estop.venues.Transfer;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads one account at an Alpaca-speaking venue; cannot send anything that changes it. */
public final class AlpacaReader implements VenueReader {

  /** What one look at an account takes. */
  private static final int FEWEST_REQUESTS = 10;

  private final AlpacaSettings settings;
  private final AlpacaHttp http;
  private final Addresses addresses;

  public AlpacaReader(AlpacaSettings settings, Clock clock) {
    this(
        settings,
        new AlpacaHttp(
            settings, clock, new RequestBudget(settings.requestsPerMinute(), System::nanoTime)));
  }

  /**
   * Returns a reader beside one that trades on the same key: it asks no more in a minute than the
   * share of the quota that orders leave.
   */
  public static AlpacaReader sparing(AlpacaSettings settings, Clock clock) {
    int quota = settings.requestsPerMinute();
    int share = Math.max(FEWEST_REQUESTS, quota - RequestBudget.ordersPerMinute(quota));
    return new AlpacaReader(
        settings, new AlpacaHttp(settings, clock, new RequestBudget(share, System::nanoTime)));
  }

  AlpacaReader(AlpacaSettings settings, AlpacaHttp http) {
    this.settings = settings;
    this.http = http;
    this.addresses = new Addresses(settings.tradingUrl(), settings.dataUrl());
  }

  @Override
  public Account account() {
    return settings.account();
  }

  @Override
  public Answer<AccountState> accountState() {
    return read(addresses.account(), AlpacaJson::account);
  }

  @Override
  public Answer<List<Transfer>> transfersSince(LocalDate day) {
    Answer<List<Transfer>> all =
        read(addresses.transfersAfter(day.minusDays(1)), AlpacaJson::transfers);
    return all.known().filter(page -> page.size() >= Addresses.TRANSFERS_A_PAGE).isPresent()
        ? missing("more than a page of transfers since " + day)
        : all.map(page -> page.stream().filter(one -> !one.day().isBefore(day)).toList());
  }

  @Override
  public Answer<List<Position>> positions() {
    return positions(AlpacaJson::positions);
  }

  @Override
  public Answer<Partial<List<Position>>> readablePositions() {
    return positions(AlpacaJson::readablePositions);
  }

  private <T> Answer<T> positions(Function<JsonNode, T> parse) {
    Reply reply = http.get(addresses.positions(), http.deadline());
    return answer(reply, body -> parse.apply(AlpacaJson.parsePositions(body)));
  }

  @Override
  public Answer<List<VenueOrder>> openOrders() {
    Answer<OpenOrders> answer = readableOpenOrders();
    Optional<OpenOrders.Unreadable> absurd =
        answer.known().flatMap(orders -> orders.unreadable().stream().findFirst());
    return absurd.isPresent() ? missing(absurd.get().why()) : answer.map(OpenOrders::readable);
  }

  @Override
  public Answer<OpenOrders> readableOpenOrders() {
    Deadline deadline = http.deadline();
    return new OpenOrderPages(
            addresses, uri -> known(http.get(uri, deadline), AlpacaJson::openOrders), this::missing)
        .readAll();
  }

  @Override
  public Answer<List<SentOrder>> ordersSince(Instant since) {
    return read(addresses.ordersSince(since), AlpacaJson::sentOrders);
  }

  @Override
  public Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId) {
    return orderByClientOrderId(clientOrderId, http.deadline());
  }

  Answer<Optional<VenueOrder>> orderByClientOrderId(String clientOrderId, Deadline deadline) {
    return theOneAskedFor(
        found(http.get(addresses.orderByClientOrderId(clientOrderId), deadline)),
        VenueOrder::clientOrderId,
        clientOrderId);
  }

  @Override
  public Answer<Optional<VenueOrder>> order(String orderId) {
    return theOneAskedFor(
        found(http.get(addresses.order(orderId), http.deadline())), VenueOrder::orderId, orderId);
  }

  @Override
  public Answer<Map<String, Quote>> quotes(Collection<Instrument> instruments) {
    Set<String> asked =
        instruments.stream().map(Instrument::symbol).collect(Collectors.toUnmodifiableSet());
    Map<String, Quote> quotes = new HashMap<>();
    List<Answer<Map<String, Quote>>> parts =
        http.getAll(
            addresses.quotes(instruments),
            http.deadline(),
            reply -> known(reply, AlpacaJson::quotes));
    for (Answer<Map<String, Quote>> part : parts) {
      if (part instanceof Answer.Missing<Map<String, Quote>> missing) {
        return missing;
      }
      part.known().ifPresent(quotes::putAll);
    }
    quotes.keySet().retainAll(asked);
    return new Answer.Known<>(Map.copyOf(quotes));
  }

  @Override
  public Answer<Partial<Map<String, Quote>>> readableQuotes(Collection<Instrument> instruments) {
    return new QuoteRounds(this, http, addresses).read(instruments);
  }

  @Override
  public Statistics statistics(Collection<Instrument> instruments, Instant now, Duration within) {
    return new AlpacaStatistics(this, http, addresses).read(instruments, now, within);
  }

  /** Returns the state of the lock that an answer to a change shows. */
  Answer<Boolean> suspended(Reply reply) {
    return known(reply, AlpacaJson::suspended);
  }

  @Override
  public Answer<Boolean> tradingSuspended() {
    return read(addresses.configurations(), AlpacaJson::suspended);
  }

  @Override
  public boolean isForDrills() {
    return settings.forDrills();
  }

  @Override
  public int ordersPerMinute() {
    return RequestBudget.ordersPerMinute(settings.requestsPerMinute());
  }

  @Override
  public Answer<MarketClock> clock() {
    return read(addresses.clock(), AlpacaJson::clock);
  }

  /** Asks the clock for {@code market_halt}, which the paper venue adds to Alpaca's API. */
  @Override
  public Answer<Optional<MarketHalt>> marketHalt() {
    return read(addresses.clock(), node -> AlpacaJson.marketHalt(account().venue(), node));
  }

  /** Frees the connection's threads. */
  @Override
  public void close() {
    http.close();
  }

  <T> Answer<T> missing(String why) {
    return new Answer.Missing<>("venue " + settings.name() + ": " + why);
  }

  /** Returns why an answer that is no success does not count. */
  String refused(Reply.Got got) {
    try {
      VenueError error = VenueError.parse(got.body());
      return isKeyRefused(got.status(), error.code())
          ? "refuses the key, HTTP " + got.status()
          : "answered HTTP " + got.status() + ", " + error.text();
    } catch (MalformedAnswerException noWords) {
      return isKeyRefused(got.status(), 0)
          ? "refuses the key, HTTP " + got.status()
          : "answered HTTP " + got.status();
    }
  }

  private <T> Answer<T> read(URI uri, Function<JsonNode, T> parse) {
    return known(http.get(uri, http.deadline()), parse);
  }

  <T> Answer<T> known(Reply reply, Function<JsonNode, T> parse) {
    return answer(reply, body -> parse.apply(AlpacaJson.parse(body)));
  }

  private <T> Answer<T> answer(Reply reply, Function<byte[], T> read) {
    if (reply instanceof Reply.NeverLeft never) {
      return new Answer.Missing<>("venue " + settings.name() + ": " + never.why(), false);
    }
    if (reply instanceof Reply.NoReply none) {
      return missing(none.why());
    }
    Reply.Got got = (Reply.Got) reply;
    if (got.status() != 200) {
      return missing(refused(got));
    }
    try {
      return new Answer.Known<>(read.apply(got.body()));
    } catch (MalformedAnswerException malformed) {
      return missing(malformed.why());
    }
  }

  /** Not found counts only where the venue itself says so, by its code. */
  private Answer<Optional<VenueOrder>> found(Reply reply) {
    return isNotFound(reply)
        ? new Answer.Known<>(Optional.empty())
        : known(reply, json -> Optional.of(AlpacaJson.order(json)));
  }

  private Answer<Optional<VenueOrder>> theOneAskedFor(
      Answer<Optional<VenueOrder>> answer, Function<VenueOrder, String> id, String asked) {
    boolean another =
        answer
            .known()
            .flatMap(Function.identity())
            .filter(order -> !id.apply(order).equals(asked))
            .isPresent();
    return another ? missing("asked for order " + asked + " and got another one") : answer;
  }

  static boolean isNotFound(Reply reply) {
    if (!(reply instanceof Reply.Got got) || got.status() != 404) {
      return false;
    }
    try {
      return VenueError.parse(got.body()).isOrderNotFound();
    } catch (MalformedAnswerException notTheVenue) {
      return false;
    }
  }

  private static boolean isKeyRefused(int status, long code) {
    return status == 401 || (status == 403 && code == 0);
  }
}
