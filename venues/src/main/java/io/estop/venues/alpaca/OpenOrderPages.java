package io.estop.venues.alpaca;

import io.estop.venues.Answer;
import io.estop.venues.VenueOrder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads every page of open orders, oldest first, so that orders which come or go meanwhile move no
 * other one between pages. Pages overlap a little, because several orders may bear one time; what
 * cannot be read whole is missing, never cut.
 */
final class OpenOrderPages {

  private static final int MOST_PAGES = 50;
  private static final Duration OVERLAP = Duration.ofMillis(1);

  private final Addresses addresses;
  private final Function<URI, Answer<List<VenueOrder>>> ask;
  private final Function<String, Answer<List<VenueOrder>>> missing;
  private final Map<String, VenueOrder> orders = new LinkedHashMap<>();

  OpenOrderPages(
      Addresses addresses,
      Function<URI, Answer<List<VenueOrder>>> ask,
      Function<String, Answer<List<VenueOrder>>> missing) {
    this.addresses = addresses;
    this.ask = ask;
    this.missing = missing;
  }

  Answer<List<VenueOrder>> readAll() {
    URI page = addresses.openOrders();
    for (int read = 0; read < MOST_PAGES; read++) {
      Answer<List<VenueOrder>> answer = ask.apply(page);
      Optional<List<VenueOrder>> found = answer.known();
      if (found.isEmpty()) {
        return answer;
      }
      Optional<String> defect = add(found.get());
      if (defect.isPresent()) {
        return missing.apply(defect.get());
      }
      if (found.get().size() < Addresses.ORDERS_A_PAGE) {
        return new Answer.Known<>(List.copyOf(orders.values()));
      }
      page = addresses.openOrdersAfter(last(found.get()).minus(OVERLAP));
    }
    return missing.apply(
        "more open orders than " + MOST_PAGES + " pages of " + Addresses.ORDERS_A_PAGE);
  }

  /** Adds a page; returns why it cannot be trusted, if so. */
  private Optional<String> add(List<VenueOrder> page) {
    int before = orders.size();
    Instant latest = Instant.MIN;
    for (VenueOrder order : page) {
      if (order.submittedAt().isBefore(latest)) {
        return Optional.of("open orders do not come oldest first: " + order.orderId());
      }
      latest = order.submittedAt();
      orders.put(order.orderId(), order);
    }
    boolean stuck = page.size() >= Addresses.ORDERS_A_PAGE && orders.size() == before;
    return stuck
        ? Optional.of("more than a page of open orders bear the time " + latest)
        : Optional.empty();
  }

  private static Instant last(List<VenueOrder> page) {
    return page.get(page.size() - 1).submittedAt();
  }
}
