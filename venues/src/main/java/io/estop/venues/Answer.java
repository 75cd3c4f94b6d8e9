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

  /**
   * The venue did not answer, or refused to.
   *
   * @param why one sentence
   * @param wasAsked false where the question never left: that is no failure of the venue
   */
  record Missing<T>(String why, boolean wasAsked) implements Answer<T> {

    /** One that was asked. */
    public Missing(String why) {
      this(why, true);
    }
  }

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
    Missing<T> missing = (Missing<T>) this;
    return new Missing<>(missing.why(), missing.wasAsked());
  }
}
