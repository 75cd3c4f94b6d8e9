package io.estop.venues.fix;

import io.estop.venues.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Brings what the venue sends to whoever asked for it. Safe for use by many threads. */
final class Conversations {

  /** More than the longest list of positions or orders that is read. */
  private static final int MOST_MESSAGES = 20_000;

  private final Map<String, Conversation> byKey = new ConcurrentHashMap<>();
  private final Map<Integer, Conversation> bySequence = new ConcurrentHashMap<>();

  /** Returns a conversation under a key that no other one has now, empty where one has. */
  Optional<Conversation> open(String key) {
    Conversation conversation = new Conversation(key);
    return byKey.putIfAbsent(key, conversation) == null
        ? Optional.of(conversation)
        : Optional.empty();
  }

  /** Hands a message to whoever waits for it; nobody may. */
  void receive(Incoming incoming) {
    Optional<Conversation> asker =
        incoming.isReject()
            ? incoming.refusedSequence().map(bySequence::get)
            : incoming.key().map(byKey::get);
    asker.ifPresent(conversation -> conversation.add(incoming));
  }

  /** One question and its answers. */
  final class Conversation implements AutoCloseable {
    private final String key;
    private final BlockingQueue<Incoming> answers = new ArrayBlockingQueue<>(MOST_MESSAGES);
    private volatile @Nullable Integer sequence;

    private Conversation(String key) {
      this.key = key;
    }

    /** Notes the number under which the question leaves: refusals name nothing else. */
    void numbered(int sent) {
      sequence = sent;
      bySequence.put(sent, this);
    }

    /** Waits for the next answer; empty where none comes in time. */
    Optional<Incoming> next(Deadline deadline) {
      try {
        return Optional.ofNullable(answers.poll(deadline.leftNanos(), TimeUnit.NANOSECONDS));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }

    // What does not fit is missed, and the answer with it.
    private void add(Incoming incoming) {
      answers.offer(incoming);
    }

    @Override
    public void close() {
      byKey.remove(key, this);
      Integer sent = sequence;
      if (sent != null) {
        bySequence.remove(sent, this);
      }
    }
  }
}
