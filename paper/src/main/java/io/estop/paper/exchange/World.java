package io.estop.paper.exchange;

import io.estop.paper.account.Account;
import io.estop.paper.account.Audit;
import io.estop.paper.book.Book;
import io.estop.paper.book.Quote;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Chance;
import io.estop.paper.market.Instrument;
import io.estop.paper.market.MarketClock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Everything that one seeding begins and the next one replaces. Used only under the lock. */
final class World {
  private final MarketClock clock;
  private final Chance chance;
  private final Audit audit = new Audit();
  private final Account account;
  private final OrderRegister orders;
  private final Map<String, Book> books = new LinkedHashMap<>();
  private final Map<String, Book> byAlias = new HashMap<>();

  World(Seeding seeding, MarketClock clock) {
    this.clock = clock;
    this.chance = new Chance(seeding.seed());
    this.account = new Account(seeding.cash(), audit);
    this.orders = new OrderRegister(seeding.seed());
    for (Instrument instrument : seeding.instruments()) {
      open(new Book(instrument, seeding.books(), chance, clock.start()));
    }
    seeding
        .positions()
        .forEach((symbol, position) -> account.seed(book(symbol).instrument().symbol(), position));
  }

  private void open(Book book) {
    Instrument instrument = book.instrument();
    books.put(instrument.symbol(), book);
    byAlias.put(instrument.id().toString(), book);
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      byAlias.put(instrument.symbol().replace("/", ""), book);
    }
  }

  Instant now() {
    return clock.now();
  }

  Chance chance() {
    return chance;
  }

  Audit audit() {
    return audit;
  }

  Account account() {
    return account;
  }

  OrderRegister orders() {
    return orders;
  }

  Collection<Book> books() {
    return Collections.unmodifiableCollection(books.values());
  }

  /** Returns the book of a symbol, an asset id, or a crypto pair written without its slash. */
  Optional<Book> find(String symbolOrId) {
    Book book = books.get(symbolOrId);
    return Optional.ofNullable(book == null ? byAlias.get(symbolOrId) : book);
  }

  Book book(String symbolOrId) {
    return find(symbolOrId)
        .orElseThrow(() -> Refusal.unprocessable("asset \"" + symbolOrId + "\" not found"));
  }

  /** Returns the quote of this moment. */
  Quote quote(Book book) {
    Instant now = now();
    book.advance(now);
    return book.quote(now);
  }
}
