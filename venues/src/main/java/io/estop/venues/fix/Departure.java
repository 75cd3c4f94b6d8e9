package io.estop.venues.fix;

import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.mina.core.future.WriteFuture;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;
import quickfix.Message;

/**
 * One message on its way out, known to the one thread that sends it. The session layer calls back
 * on that thread, so that whatever it would send on its own account bears no departure.
 */
final class Departure {
  private static final ThreadLocal<@Nullable Departure> CURRENT = new ThreadLocal<>();

  private final Message message;
  private final Instant sendBy;
  private final IntConsumer numbered;
  private @Nullable String denied;
  private @Nullable WriteFuture write;
  private @Nullable IoSession connection;

  /**
   * @param message what leaves
   * @param sendBy no byte of it leaves then or later
   * @param numbered is told the sequence number before the first byte leaves
   */
  Departure(Message message, Instant sendBy, IntConsumer numbered) {
    this.message = message;
    this.sendBy = sendBy;
    this.numbered = numbered;
  }

  /** Runs what sends the message. */
  void during(Runnable send) {
    CURRENT.set(this);
    try {
      send.run();
    } finally {
      CURRENT.remove();
    }
  }

  /** Returns the departure of this message, empty where nobody here sends it now. */
  static Optional<Departure> of(Message message) {
    return current().filter(departure -> departure.message == message);
  }

  /** Returns the departure under way on this thread. */
  static Optional<Departure> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  boolean isTooLate(Instant now) {
    return !now.isBefore(sendBy);
  }

  Instant sendBy() {
    return sendBy;
  }

  void number(int sequence) {
    numbered.accept(sequence);
  }

  void deny(String why) {
    denied = why;
  }

  void handOver(WriteFuture written, IoSession over) {
    write = written;
    connection = over;
  }

  Optional<String> denied() {
    return Optional.ofNullable(denied);
  }

  /** Returns when the bytes are out; empty where none were handed to a connection. */
  Optional<WriteFuture> write() {
    return Optional.ofNullable(write);
  }

  /** Ends the connection at once, with every byte that it still holds. */
  void cut() {
    if (connection != null) {
      connection.closeNow();
    }
  }
}
