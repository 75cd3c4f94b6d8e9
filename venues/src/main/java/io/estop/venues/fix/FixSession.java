package io.estop.venues.fix;

import io.estop.venues.Deadline;
import io.estop.venues.RequestBudget;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.mina.core.future.WriteFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Application;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.DoNotSend;
import quickfix.FileStoreFactory;
import quickfix.Message;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/**
 * One FIX session: logs on for as long as it lives, sends each message once, and hands what arrives
 * to one reader, in order. What is not sent at once is not sent: nothing waits for a connection,
 * and nothing that the venue asks for again is repeated. Safe for use by many threads.
 */
final class FixSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FixSession.class);

  /** How long a connection that was cut may take to say what became of its bytes. */
  private static final Duration CUT = Duration.ofSeconds(1);

  private static final String LOGGED_OUT = "the venue logged us out: ";

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final FixSettings settings;
  private final Clock clock;
  private final RequestBudget budget;
  private final Consumer<Message> reader;
  private final SessionID id;
  private final StoreFolder folder;
  private final SocketInitiator initiator;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Whether the library told of a logon last; written and read under the lock. */
  private boolean there;

  /** Why the session is not there; written by its own threads, read by callers. */
  private volatile String trouble = "not connected yet";

  /**
   * Begins to log on.
   *
   * @param reader called on the session's one thread, in order; must not wait
   * @throws IllegalArgumentException where the settings or the store cannot be used
   */
  FixSession(FixSettings settings, Clock clock, RequestBudget budget, Consumer<Message> reader) {
    this.settings = settings;
    this.clock = clock;
    this.budget = budget;
    this.reader = reader;
    this.id = SessionKeys.id(settings);
    this.folder = new StoreFolder(settings.storeFolder());
    try {
      Callbacks callbacks = new Callbacks();
      SessionSettings keys = SessionKeys.of(settings);
      this.initiator =
          new SocketInitiator(
              callbacks,
              new FileStoreFactory(keys),
              keys,
              SessionLog.factory(settings.account().venue(), callbacks),
              new DefaultMessageFactory());
      initiator.setIoFilterChainBuilder(chain -> chain.addLast("writes", new WriteWatch()));
      initiator.start();
    } catch (ConfigError | RuntimeException unusable) {
      folder.close();
      throw new IllegalArgumentException(
          "the FIX session of " + settings + " cannot start: " + unusable.getMessage(), unusable);
    }
  }

  Deadline deadline() {
    return Deadline.in(settings.requestTimeout());
  }

  /**
   * Sends a message once, with no byte at or after {@code sendBy}. Waits for the logon and for the
   * budget together at most half of what is left, and for its bytes to leave at most all of it.
   */
  Sent send(
      Message message,
      RequestBudget.Use use,
      Instant sendBy,
      Deadline deadline,
      IntConsumer numbered) {
    Deadline start = new Deadline(System.nanoTime() + deadline.leftNanos() / 2);
    Departure departure = new Departure(message, sendBy, numbered);
    if (departure.isTooLate(clock.instant())) {
      return new Sent.NeverLeft("the send-by time is over");
    }
    if (!await(true, start)) {
      return new Sent.NeverLeft("not logged on: " + trouble);
    }
    if (!budget.await(use, start.leftNanos())) {
      return new Sent.NeverLeft("the request budget or the venue's own pause has no room");
    }
    return depart(departure, message, deadline);
  }

  /** Holds orders back for a while: the venue said that they are too many. */
  void pauseOrders(Duration span) {
    budget.pauseOrders(span);
  }

  /** Returns how long until the budget has room for so many orders. */
  Duration untilRoomFor(int orders) {
    return budget.untilRoomFor(orders);
  }

  private Sent depart(Departure departure, Message message, Deadline deadline) {
    Session session = Session.lookupSession(id);
    if (session == null) {
      return new Sent.NeverLeft("the session is closed");
    }
    departure.during(() -> session.send(message));
    Optional<String> denied = departure.denied();
    if (denied.isPresent()) {
      return new Sent.NeverLeft(denied.get());
    }
    return departure
        .write()
        .map(write -> flushed(departure, write, deadline))
        .orElseGet(() -> new Sent.NeverLeft("the connection was lost before it left"));
  }

  private Sent flushed(Departure departure, WriteFuture write, Deadline deadline) {
    Duration untilSendBy = Duration.between(clock.instant(), departure.sendBy());
    long wait = Math.min(deadline.leftNanos(), nanos(untilSendBy));
    try {
      if (!write.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
        departure.cut();
        write.await(CUT.toMillis());
      }
    } catch (InterruptedException interrupted) {
      departure.cut();
      Thread.currentThread().interrupt();
    }
    if (write.isWritten()) {
      return new Sent.Left();
    }
    return write.isDone()
        ? new Sent.NeverLeft("the venue took no bytes in time and the connection was cut")
        : new Sent.Unsure("the connection was cut and does not say what it still sent");
  }

  private static long nanos(Duration span) {
    Duration longest = Duration.ofDays(1);
    return (span.compareTo(longest) > 0 ? longest : span).toNanos();
  }

  private boolean await(boolean wanted, Deadline until) {
    lock.lock();
    try {
      while (there != wanted) {
        long left = until.leftNanos();
        if (left == 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isLoggedOn() {
    Session session = Session.lookupSession(id);
    return session != null && session.isLoggedOn();
  }

  /** Logs out and frees threads and store; waits for the venue's word 1 s at most. */
  @Override
  public void close() {
    try {
      logOut();
      initiator.stop(true);
    } finally {
      folder.close();
    }
  }

  private void logOut() {
    Session session = Session.lookupSession(id);
    if (session == null || !session.isLoggedOn()) {
      return;
    }
    session.logout();
    try {
      session.next();
    } catch (IOException failed) {
      LOG.warn("{} cannot log out: {}", settings.account(), failed.getMessage());
    }
    await(false, Deadline.in(FAREWELL));
  }

  private final class Callbacks implements Application, SessionLog.Listener {
    @Override
    public void broken(String why) {
      trouble = "no connection: " + why;
    }

    @Override
    public void ended() {
      // After a logout it ends too, and the venue has said why.
      if (!trouble.startsWith(LOGGED_OUT)) {
        trouble = "the venue ended the connection without a word";
      }
    }

    @Override
    public void onCreate(SessionID session) {
      LOG.debug("{} session {} is made", settings.account(), session);
    }

    @Override
    public void onLogon(SessionID session) {
      LOG.info("{} is logged on", settings.account());
      trouble = "the connection was lost";
      tell(true);
    }

    @Override
    public void onLogout(SessionID session) {
      LOG.info("{} is logged out", settings.account());
      tell(false);
    }

    private void tell(boolean now) {
      lock.lock();
      try {
        there = now;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void toAdmin(Message message, SessionID session) {
      if (Fields.type(message).equals(MsgType.LOGON)) {
        put(message, Tag.USERNAME, settings.parties().username());
        put(message, Tag.PASSWORD, settings.parties().password());
      }
    }

    private void put(Message message, int tag, String text) {
      if (!text.isEmpty()) {
        message.setString(tag, text);
      }
    }

    @Override
    public void fromAdmin(Message message, SessionID session) {
      switch (Fields.type(message)) {
        case MsgType.LOGOUT -> trouble = LOGGED_OUT + words(message);
        case MsgType.REJECT -> read(message);
        default -> {
          // The rest is between the two session layers.
        }
      }
    }

    private String words(Message message) {
      return SessionLog.shown(Fields.of(message).words());
    }

    /** The last look before a message gets its place in the stream. */
    @Override
    public void toApp(Message message, SessionID session) throws DoNotSend {
      Optional<Departure> departure = Departure.of(message);
      if (departure.isEmpty()) {
        // The session layer's own repetition of something that was sent long ago.
        throw new DoNotSend();
      }
      if (departure.get().isTooLate(clock.instant())) {
        departure.get().deny("the send-by time went by before it left");
        throw new DoNotSend();
      }
      if (!isLoggedOn()) {
        departure.get().deny("not logged on any more: " + trouble);
        throw new DoNotSend();
      }
      Fields.header(message).optionalCount(Tag.MSG_SEQ_NUM).ifPresent(departure.get()::number);
    }

    @Override
    public void fromApp(Message message, SessionID session) {
      read(message);
    }

    // A failure here must not become a reject of the venue's message.
    private void read(Message message) {
      try {
        reader.accept(message);
      } catch (RuntimeException broken) {
        LOG.error(
            "{} cannot use {}", settings.account(), SessionLog.shown(message.toString()), broken);
      }
    }
  }
}
