package io.estop.venues.fix;

import io.estop.venues.Answer;
import java.util.Optional;

/**
 * Puts the messages that answer one question together.
 *
 * @param <T> what was asked for
 */
interface Gathering<T> {
  /**
   * Takes the next message. Returns the answer once it is whole or refused, empty while more is to
   * come.
   *
   * @throws MalformedMessageException where the message cannot be part of any answer
   */
  Optional<Answer<T>> add(Incoming incoming);

  /** Returns a whole answer. */
  static <T> Optional<Answer<T>> whole(T value) {
    return Optional.of(new Answer.Known<>(value));
  }

  /** Returns that there is no answer. */
  static <T> Optional<Answer<T>> none(String why) {
    return Optional.of(new Answer.Missing<>(why));
  }
}
