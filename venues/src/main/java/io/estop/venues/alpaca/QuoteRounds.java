package io.estop.venues.alpaca;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.Partial;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks for quotes of many symbols at once. The venue refuses such a request whole when it does not
 * know one symbol of it, and names that one: the others are asked for again without it. Used by one
 * thread, once.
 */
final class QuoteRounds {
  /** Each costs requests; a venue that knows fewer of the symbols than that is not understood. */
  private static final int MOST_ROUNDS = 4;

  private static final Set<Integer> REFUSALS = Set.of(400, 404, 422);

  private final AlpacaReader reader;
  private final AlpacaHttp http;
  private final Addresses addresses;
  private final Map<String, Quote> quotes = new HashMap<>();
  private final Map<String, String> unreadable = new HashMap<>();

  QuoteRounds(AlpacaReader reader, AlpacaHttp http, Addresses addresses) {
    this.reader = reader;
    this.http = http;
    this.addresses = addresses;
  }

  Answer<Partial<Map<String, Quote>>> read(Collection<Instrument> instruments) {
    Deadline deadline = http.deadline();
    Optional<String> failure = Optional.empty();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int named = unreadable.size();
      failure = ask(left(instruments), deadline);
      if (failure.isEmpty()) {
        return whole(instruments);
      }
      if (unreadable.size() == named) {
        break;
      }
    }
    return new Answer.Missing<>(failure.orElse("no symbol is left to ask for"));
  }

  private List<Instrument> left(Collection<Instrument> instruments) {
    return instruments.stream()
        .filter(one -> !quotes.containsKey(one.symbol()) && !unreadable.containsKey(one.symbol()))
        .toList();
  }

  private Answer<Partial<Map<String, Quote>>> whole(Collection<Instrument> instruments) {
    quotes.keySet().retainAll(symbols(instruments));
    return new Answer.Known<>(new Partial<>(Map.copyOf(quotes), unreadable));
  }

  /** Returns the first failure; symbols that the venue does not know are noted. */
  private Optional<String> ask(List<Instrument> left, Deadline deadline) {
    Optional<String> failure = Optional.empty();
    for (Part part : http.getAll(addresses.quotes(left), deadline, this::part)) {
      part.quotes().known().ifPresent(this::add);
      if (part.quotes().failure().isPresent()) {
        failure = failure.or(part.quotes()::failure);
        noteUnknown(part.reply(), symbols(left));
      }
    }
    return failure;
  }

  /** What was said of some of the symbols, and how. */
  private record Part(Reply reply, Answer<Partial<Map<String, Quote>>> quotes) {}

  private Part part(Reply reply) {
    return new Part(reply, reader.known(reply, AlpacaJson::readableQuotes));
  }

  private void add(Partial<Map<String, Quote>> part) {
    quotes.putAll(part.value());
    unreadable.putAll(part.unreadable());
  }

  private void noteUnknown(Reply reply, Set<String> asked) {
    if (reply instanceof Reply.Got got && REFUSALS.contains(got.status())) {
      String why = reader.refused(got);
      for (String word : why.split("[^A-Za-z0-9/.]+", -1)) {
        if (asked.contains(word)) {
          unreadable.put(word, "quote of " + word + ": the venue " + why);
        }
      }
    }
  }

  private static Set<String> symbols(Collection<Instrument> instruments) {
    return instruments.stream().map(Instrument::symbol).collect(Collectors.toSet());
  }
}
