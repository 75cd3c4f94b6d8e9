package io.estop.venues.fix;

import io.estop.venues.Answer;
import io.estop.venues.Deadline;
import io.estop.venues.RequestBudget;
import io.estop.venues.RequestBudget.Use;
import io.estop.venues.fix.Conversations.Conversation;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import quickfix.Message;

/** One account's session with what is known of its orders: asks questions and gathers answers. */
final class Link implements AutoCloseable {

  private static final int PREFIX_CHARACTERS = 8;

  private final FixSettings settings;
  private final Clock clock;
  private final KnownOrders known = new KnownOrders();
  private final Conversations conversations = new Conversations();
  private final FixSession session;
  private final String prefix = UUID.randomUUID().toString().substring(0, PREFIX_CHARACTERS);
  private final AtomicLong counter = new AtomicLong();

  Link(FixSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    RequestBudget budget = new RequestBudget(settings.requestsPerMinute(), System::nanoTime);
    this.session = new FixSession(settings, clock, budget, this::receive);
  }

  FixSettings settings() {
    return settings;
  }

  KnownOrders known() {
    return known;
  }

  FixSession session() {
    return session;
  }

  Deadline deadline() {
    return session.deadline();
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns an id that no other request has, of this process or another. */
  String nextId() {
    return prefix + "-" + counter.incrementAndGet();
  }

  Optional<Conversation> open(String key) {
    return conversations.open(key);
  }

  /**
   * Sends a question and gathers its answer within the deadline.
   *
   * @param key the id by which answers name the question
   */
  <T> Answer<T> ask(String key, Message question, Deadline deadline, Gathering<T> gathering) {
    Optional<Conversation> opened = conversations.open(key);
    if (opened.isEmpty()) {
      return missing("the same question is under way: " + key);
    }
    try (Conversation conversation = opened.get()) {
      Sent sent =
          session.send(question, Use.CANCEL_OR_READ, Instant.MAX, deadline, conversation::numbered);
      if (sent instanceof Sent.NeverLeft never) {
        return missing(never.why());
      }
      return gather(conversation, deadline, gathering);
    } catch (MalformedMessageException malformed) {
      return missing(malformed.why());
    }
  }

  private <T> Answer<T> gather(
      Conversation conversation, Deadline deadline, Gathering<T> gathering) {
    while (true) {
      Optional<Incoming> next = conversation.next(deadline);
      if (next.isEmpty()) {
        return missing("no whole answer within " + settings.requestTimeout().toMillis() + " ms");
      }
      if (next.get().isReject()) {
        return missing("refuses the message: " + Refusals.text(next.get()));
      }
      if (!next.get().defect().isEmpty()) {
        return missing(next.get().defect());
      }
      Optional<Answer<T>> answer = gathering.add(next.get());
      if (answer.isPresent()) {
        return answer.get() instanceof Answer.Missing<T> none ? missing(none.why()) : answer.get();
      }
    }
  }

  <T> Answer<T> missing(String why) {
    return new Answer.Missing<>("venue " + settings.account().venue() + ": " + why);
  }

  private void receive(Message message) {
    conversations.receive(Incoming.read(message, known));
  }

  @Override
  public void close() {
    session.close();
  }
}
