package io.estop.venues;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a question to a venue: its answer, or the reason why there is none. An answer that
 * did not come is never an empty one.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /** The venue answered. */
  record Known<T>(T value) implements Answer<T> {}

  /** The venue did not answer, or refused to. */
  record Missing<T>(String why) implements Answer<T> {}

  /** Returns the value, empty when there is none. */
  default Optional<T> known() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }

  /** Returns why there is no value, empty when there is one. */
  default Optional<String> failure() {
    return this instanceof Missing<T> missing ? Optional.of(missing.why()) : Optional.empty();
  }

  /** Returns the answer with its value changed. */
  default <R> Answer<R> map(Function<T, R> change) {
    if (this instanceof Known<T> known) {
      return new Known<>(change.apply(known.value()));
    }
    return new Missing<>(((Missing<T>) this).why());
  }
}
