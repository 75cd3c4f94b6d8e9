package io.estop.paper.exchange;

import io.estop.paper.order.Order;
import io.estop.paper.order.OrderTerms;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All orders since the seeding. Used only under the venue's lock. */
final class OrderRegister {
  private final long seed;
  private final Map<UUID, Order> byId = new HashMap<>();
  private final Map<String, Order> byClientOrderId = new HashMap<>();
  private final List<Order> arrival = new ArrayList<>();
  private final Set<Order> open = new LinkedHashSet<>();

  OrderRegister(long seed) {
    this.seed = seed;
  }

  Order create(OrderTerms terms, Instant at, @Nullable UUID replaces) {
    Order order = new Order(id(terms.clientOrderId()), terms, arrival.size(), at, replaces);
    byId.put(order.id(), order);
    byClientOrderId.put(terms.clientOrderId(), order);
    arrival.add(order);
    open.add(order);
    return order;
  }

  /** Returns a client order id for an order that came without one. */
  String nextClientOrderId() {
    return id("venue-" + arrival.size()).toString();
  }

  boolean isUsed(String clientOrderId) {
    return byClientOrderId.containsKey(clientOrderId);
  }

  Order get(UUID id) {
    Order order = byId.get(id);
    if (order == null) {
      throw Refusal.notFound("order not found for " + id);
    }
    return order;
  }

  Order get(String clientOrderId) {
    Order order = byClientOrderId.get(clientOrderId);
    if (order == null) {
      throw Refusal.notFound("order not found for " + clientOrderId);
    }
    return order;
  }

  /** Returns a copy of the orders that can still fill, oldest first. */
  List<Order> open() {
    open.removeIf(order -> !order.status().isOpen());
    return List.copyOf(open);
  }

  /** Returns all orders, oldest first. */
  List<Order> all() {
    return Collections.unmodifiableList(arrival);
  }

  /** The same seed and client order id give the same order id, whatever runs in parallel. */
  private UUID id(String clientOrderId) {
    return UUID.nameUUIDFromBytes((seed + "/" + clientOrderId).getBytes(StandardCharsets.UTF_8));
  }
}
