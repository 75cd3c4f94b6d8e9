package io.estop.venues.alpaca;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An order's bytes, which leave at most once, never after their send-by time, and never after they
 * were revoked. The client asks for the body when the connection stands, so whoever revokes it in
 * time knows for certain that the venue has no order.
 */
final class OneShotBody implements BodyPublisher {

  private enum State {
    WAITING,
    LEFT,
    REVOKED
  }

  /**
   * Written by the client's threads and by the caller that gives up; each reads it by its write.
   */
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  private final BodyPublisher bytes;
  private final Instant sendBy;
  private final Clock clock;

  OneShotBody(byte[] bytes, Instant sendBy, Clock clock) {
    this.bytes = BodyPublishers.ofByteArray(bytes);
    this.sendBy = sendBy;
    this.clock = clock;
  }

  /** Returns whether the body never left; from then on it never will. */
  boolean revoke() {
    return state.compareAndSet(State.WAITING, State.REVOKED) || state.get() == State.REVOKED;
  }

  /** Returns whether the send-by time is over. */
  boolean isTooLate() {
    return clock.instant().isAfter(sendBy);
  }

  @Override
  public long contentLength() {
    return bytes.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    if (isTooLate()) {
      revoke();
    }
    if (state.compareAndSet(State.WAITING, State.LEFT)) {
      bytes.subscribe(subscriber);
    } else {
      refuse(subscriber);
    }
  }

  private static void refuse(Flow.Subscriber<? super ByteBuffer> subscriber) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {}
        });
    subscriber.onError(new IllegalStateException("the order was revoked, late or sent before"));
  }
}
