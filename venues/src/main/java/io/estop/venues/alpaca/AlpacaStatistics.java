package io.estop.venues.alpaca;

import io.estop.model.liquidation.Greeks;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OrderBook;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.Statistics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Asks for statistics, all parts side by side; a part that does not come is named and left out. */
final class AlpacaStatistics {
  /** Some thirty days of trading. */
  private static final Duration LOOK_BACK = Duration.ofDays(45);

  private final AlpacaReader reader;
  private final AlpacaHttp http;
  private final Addresses addresses;

  AlpacaStatistics(AlpacaReader reader, AlpacaHttp http, Addresses addresses) {
    this.reader = reader;
    this.http = http;
    this.addresses = addresses;
  }

  Statistics read(Collection<Instrument> instruments, Instant now, Duration within) {
    Map<URI, Function<JsonNode, Consumer<Gathered>>> questions = new LinkedHashMap<>();
    add(questions, addresses.dailyBars(instruments, now.minus(LOOK_BACK)), AlpacaStatistics::days);
    add(questions, addresses.orderBooks(instruments), AlpacaStatistics::books);
    add(questions, addresses.optionSnapshots(instruments), AlpacaStatistics::greeks);
    Gathered gathered = new Gathered();
    for (Answer<Consumer<Gathered>> part : ask(questions, Deadline.in(within))) {
      part.known().ifPresent(known -> known.accept(gathered));
      part.failure().ifPresent(gathered.missing::add);
    }
    return new Statistics(gathered.days, gathered.books, gathered.greeks, gathered.missing);
  }

  private static void add(
      Map<URI, Function<JsonNode, Consumer<Gathered>>> questions,
      List<URI> uris,
      Function<JsonNode, Consumer<Gathered>> parse) {
    uris.forEach(uri -> questions.put(uri, parse));
  }

  private List<Answer<Consumer<Gathered>>> ask(
      Map<URI, Function<JsonNode, Consumer<Gathered>>> questions, Deadline deadline) {
    return http.getAllSpare(
        List.copyOf(questions.keySet()),
        deadline,
        (uri, reply) -> reader.known(reply, Objects.requireNonNull(questions.get(uri))));
  }

  /** All parts so far. Used by one thread. */
  private static final class Gathered {
    private final Map<String, List<DailyBar>> days = new HashMap<>();
    private final Map<String, OrderBook> books = new HashMap<>();
    private final Map<String, Greeks> greeks = new HashMap<>();
    private final List<String> missing = new ArrayList<>();
  }

  private static Consumer<Gathered> days(JsonNode node) {
    Map<String, List<DailyBar>> days = StatisticsJson.days(node);
    return gathered -> gathered.days.putAll(days);
  }

  private static Consumer<Gathered> books(JsonNode node) {
    Map<String, OrderBook> books = StatisticsJson.books(node);
    return gathered -> gathered.books.putAll(books);
  }

  private static Consumer<Gathered> greeks(JsonNode node) {
    Map<String, Greeks> greeks = StatisticsJson.greeks(node);
    return gathered -> gathered.greeks.putAll(greeks);
  }
}
