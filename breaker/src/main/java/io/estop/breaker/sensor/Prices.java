package io.estop.breaker.sensor;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What instruments were worth lately, by the venue's time: the last {@value #MOST} believable mids
 * of each. Written by the sensor of quotes, read by that of orders. Thread-safe.
 */
public final class Prices {
  private static final int MOST = 64;
  private static final int MOST_SYMBOLS = 2_000;

  /** An older price says nothing of what an order could expect. */
  private static final Duration OLDEST = Duration.ofMinutes(1);

  // Guarded by itself.
  private final Map<String, Deque<Price>> bySymbol = new HashMap<>();

  private record Price(BigDecimal mid, Instant at) {}

  void add(String symbol, BigDecimal mid, Instant at) {
    synchronized (bySymbol) {
      if (!bySymbol.containsKey(symbol) && bySymbol.size() == MOST_SYMBOLS) {
        return;
      }
      Deque<Price> prices = bySymbol.computeIfAbsent(symbol, any -> new ArrayDeque<>());
      if (prices.size() == MOST) {
        prices.removeFirst();
      }
      prices.addLast(new Price(mid, at));
    }
  }

  /** Returns the last price before a moment, at most a minute before. */
  Optional<BigDecimal> before(String symbol, Instant moment) {
    synchronized (bySymbol) {
      return bySymbol.getOrDefault(symbol, new ArrayDeque<>()).stream()
          .filter(price -> !price.at().isAfter(moment) && price.at().plus(OLDEST).isAfter(moment))
          .reduce((earlier, later) -> later)
          .map(Price::mid);
    }
  }
}
