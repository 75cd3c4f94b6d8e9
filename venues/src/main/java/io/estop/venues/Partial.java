package io.estop.venues;

import io.estop.model.trading.Instrument;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of an answer can be used. One entry that is absurd must not hide all others, and must not
 * pass for one that is not there.
 *
 * @param value what can
 * @param unreadable why the rest cannot, one sentence by the symbol as the venue writes it
 * @param <T> what was asked for
 */
public record Partial<T>(T value, Map<String, String> unreadable) {
  private static final String SLASH = "/";

  public Partial {
    unreadable = Map.copyOf(unreadable);
  }

  /** Returns an answer all of which can be used. */
  public static <T> Partial<T> whole(T value) {
    return new Partial<>(value, Map.of());
  }

  /** Returns the same with its value changed. */
  public <R> Partial<R> map(Function<T, R> change) {
    return new Partial<>(change.apply(value), unreadable);
  }

  /** Returns why the entry of that instrument cannot be used, empty where nothing is wrong. */
  public Optional<String> trouble(Instrument instrument) {
    String symbol = plain(instrument.symbol());
    return unreadable.entrySet().stream()
        .filter(entry -> plain(entry.getKey()).equals(symbol))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  // Pairs of coins are written with and without it.
  private static String plain(String symbol) {
    return symbol.replace(SLASH, "");
  }
}
