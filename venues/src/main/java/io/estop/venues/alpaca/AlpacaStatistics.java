package io.estop.venues.alpaca;

import io.estop.model.trading.Instrument;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.Statistics;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    List<URI> days = addresses.dailyBars(instruments, now.minus(LOOK_BACK));
    List<URI> books = addresses.orderBooks(instruments);
    List<URI> snapshots = addresses.optionSnapshots(instruments);
    List<URI> all = new ArrayList<>(days);
    all.addAll(books);
    all.addAll(snapshots);
    List<Reply> replies = http.getAllSpare(all, Deadline.in(within));
    int booksFrom = days.size();
    int snapshotsFrom = booksFrom + books.size();
    List<String> missing = new ArrayList<>();
    return new Statistics(
        merged(replies.subList(0, booksFrom), StatisticsJson::days, missing),
        merged(replies.subList(booksFrom, snapshotsFrom), StatisticsJson::books, missing),
        merged(replies.subList(snapshotsFrom, replies.size()), StatisticsJson::greeks, missing),
        missing);
  }

  private <T> Map<String, T> merged(
      List<Reply> replies, Function<JsonNode, Map<String, T>> parse, List<String> missing) {
    Map<String, T> bySymbol = new HashMap<>();
    for (Reply reply : replies) {
      Answer<Map<String, T>> part = reader.known(reply, parse);
      part.known().ifPresent(bySymbol::putAll);
      part.failure().ifPresent(missing::add);
    }
    return bySymbol;
  }
}
