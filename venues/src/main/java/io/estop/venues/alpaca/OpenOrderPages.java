package io.estop.venues.alpaca;

import io.estop.venues.Answer;
import io.estop.venues.OpenOrders;
import io.estop.venues.VenueOrder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads every page of open orders, oldest first, so that orders which come or go meanwhile move no
 * other one between pages. Pages overlap a little, because several orders may bear one time; a list
 * that cannot be read to its end is missing, never cut.
 */
final class OpenOrderPages {

  private static final int MOST_PAGES = 50;
  private static final Duration OVERLAP = Duration.ofMillis(1);

  private final Addresses addresses;
  private final Function<URI, Answer<OpenOrders>> ask;
  private final Function<String, Answer<OpenOrders>> missing;
  private final Map<String, VenueOrder> orders = new LinkedHashMap<>();
  private final Set<OpenOrders.Unreadable> unreadable = new LinkedHashSet<>();

  OpenOrderPages(
      Addresses addresses,
      Function<URI, Answer<OpenOrders>> ask,
      Function<String, Answer<OpenOrders>> missing) {
    this.addresses = addresses;
    this.ask = ask;
    this.missing = missing;
  }

  Answer<OpenOrders> readAll() {
    URI page = addresses.openOrders();
    for (int read = 0; read < MOST_PAGES; read++) {
      Answer<OpenOrders> answer = ask.apply(page);
      Optional<OpenOrders> found = answer.known();
      if (found.isEmpty()) {
        return answer;
      }
      Optional<String> defect = add(found.get());
      if (defect.isPresent()) {
        return missing.apply(defect.get());
      }
      if (size(found.get()) < Addresses.ORDERS_A_PAGE) {
        return new Answer.Known<>(
            new OpenOrders(List.copyOf(orders.values()), List.copyOf(unreadable)));
      }
      page = addresses.openOrdersAfter(last(found.get().readable()).minus(OVERLAP));
    }
    return missing.apply(
        "more open orders than " + MOST_PAGES + " pages of " + Addresses.ORDERS_A_PAGE);
  }

  /** Adds a page; returns why it cannot be trusted, if so. */
  private Optional<String> add(OpenOrders page) {
    int before = orders.size();
    Instant latest = Instant.MIN;
    for (VenueOrder order : page.readable()) {
      if (order.submittedAt().isBefore(latest)) {
        return Optional.of("open orders do not come oldest first: " + order.orderId());
      }
      latest = order.submittedAt();
      orders.put(order.orderId(), order);
    }
    unreadable.addAll(page.unreadable());
    if (size(page) < Addresses.ORDERS_A_PAGE || orders.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        page.readable().isEmpty()
            ? "a page of open orders none of which can be read: " + page.unreadable().get(0).why()
            : "more than a page of open orders bear the time " + latest);
  }

  private static int size(OpenOrders page) {
    return page.readable().size() + page.unreadable().size();
  }

  private static Instant last(List<VenueOrder> page) {
    return page.get(page.size() - 1).submittedAt();
  }
}
