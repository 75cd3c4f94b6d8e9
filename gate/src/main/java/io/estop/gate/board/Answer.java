package io.estop.gate.board;

import java.util.function.Function;

/**
 * What Redis answered, or that it did not. A silent Redis is an expected failure, not an exception.
 *
 * @param <T> what a done call gives
 */
public sealed interface Answer<T> {

  /** Redis did what was asked. */
  record Done<T>(T value) implements Answer<T> {}

  /** Redis answered and changed nothing, by rule. */
  record Refused<T>(Refusal reason, String text) implements Answer<T> {}

  /**
   * No answer, or none that can be read. What was asked may still happen, now or later: every call
   * is safe to repeat and harmless when late.
   */
  record Failed<T>(String text) implements Answer<T> {}

  /** Returns this answer with its value, if any, turned into another. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return then(value -> new Done<>(change.apply(value)));
  }

  /** Returns what the next step makes of the value, or this answer where there is none. */
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    if (this instanceof Done<T> done) {
      return next.apply(done.value());
    }
    if (this instanceof Refused<T> refused) {
      return new Refused<>(refused.reason(), refused.text());
    }
    return new Failed<>(((Failed<T>) this).text());
  }

  /** Returns whether Redis did what was asked. */
  default boolean isDone() {
    return this instanceof Done;
  }
}
