package io.estop.activities.notice;

import io.estop.activities.notice.NoticeChannel.Delivery;
import io.estop.activities.notice.NoticeChannel.Message;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.notice.Notices;
import io.estop.store.notice.Notices.Notice;
import io.estop.workflows.stop.NoticeActivities;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells people on every configured channel, each at most once; without channels it tells nobody.
 * While PostgreSQL is silent it tells them all the same, perhaps twice.
 */
public final class NoticeActivitiesImpl implements NoticeActivities {
  private static final Logger log = LoggerFactory.getLogger(NoticeActivitiesImpl.class);
  private static final String SENDING = "SENDING";
  private static final String SENT = "SENT";
  private static final String FAILED = "FAILED";
  private static final String UNANSWERED = "UNANSWERED";
  // Each try writes its row twice: before it is sent and after.
  private static final int MOST_WRITES = 2 * 5;

  private final Database database;
  private final Notices notices;
  private final Ledger ledger;
  private final List<NoticeChannel> channels;

  public NoticeActivitiesImpl(
      Database database, Notices notices, Ledger ledger, List<NoticeChannel> channels) {
    this.database = database;
    this.notices = notices;
    this.ledger = ledger;
    this.channels = List.copyOf(channels);
  }

  private record Outcome(String state, String detail, boolean again) {}

  @Override
  public void notifyPeople(String subject, String event, String text) {
    List<String> failures = new ArrayList<>();
    boolean again = false;
    for (NoticeChannel channel : channels) {
      Outcome outcome = tell(channel, subject, event, text);
      if (!outcome.state().equals(SENT)) {
        failures.add(channel.name() + ": " + outcome.detail());
        again |= outcome.again();
      }
    }
    if (!failures.isEmpty()) {
      String sentence = "not everybody was told: " + String.join("; ", failures);
      throw again
          ? ApplicationFailure.newFailure(sentence, "NOTICE_FAILED")
          : ApplicationFailure.newNonRetryableFailure(sentence, "NOTICE_GIVEN_UP");
    }
  }

  private Outcome tell(NoticeChannel channel, String subject, String event, String text) {
    try {
      return tellOnce(channel, subject, event, text);
    } catch (DataAccessException | TransactionException silent) {
      // That PostgreSQL is away is what people must hear of: rather twice than not at all.
      log.warn("{} of {} goes to {} without a record", event, subject, channel.name(), silent);
      return outcome(channel.send(new Message(subject, event, text, "")), true);
    }
  }

  private Outcome tellOnce(NoticeChannel channel, String subject, String event, String text) {
    List<Notice> ofChannel =
        notices.about(subject).stream()
            .filter(notice -> notice.channel().equals(channel.name()))
            .toList();
    Optional<Notice> before =
        ofChannel.stream().filter(notice -> notice.event().equals(event)).findFirst();
    if (before.isPresent() && isOver(before.get())) {
      return new Outcome(before.get().state(), before.get().detail(), false);
    }
    if (before.isPresent() && before.get().state().equals(SENDING)) {
      // A process died between sending and recording: people may have it already.
      Delivery lost = new Delivery.Unanswered("a former attempt ended without a record");
      return keep(channel, new Message(subject, event, text, ""), lost, before);
    }
    notices.record(subject, notice(channel, event, SENDING, Optional.empty(), ""));
    Message message = new Message(subject, event, text, thread(ofChannel));
    return keep(channel, message, channel.send(message), before);
  }

  private static boolean isOver(Notice before) {
    return before.isSent()
        || before.state().equals(UNANSWERED)
        || (before.state().equals(FAILED) && before.attempts() >= MOST_WRITES);
  }

  private static String thread(List<Notice> ofChannel) {
    return ofChannel.stream()
        .filter(Notice::isSent)
        .findFirst()
        .flatMap(Notice::reference)
        .orElse("");
  }

  private Outcome keep(
      NoticeChannel channel, Message message, Delivery delivery, Optional<Notice> before) {
    int writes = before.map(Notice::attempts).orElse(0) + 2;
    Outcome outcome = outcome(delivery, writes < MOST_WRITES);
    try {
      write(channel, message, delivery, outcome);
    } catch (DataAccessException | TransactionException silent) {
      log.warn("{} was told as {}, unrecorded", message.event(), outcome.state(), silent);
    }
    return outcome;
  }

  private void write(NoticeChannel channel, Message message, Delivery delivery, Outcome outcome) {
    Optional<String> reference =
        delivery instanceof Delivery.Sent sent ? Optional.of(sent.reference()) : Optional.empty();
    database.runInTransaction(
        () -> {
          notices.record(
              message.subject(),
              notice(channel, message.event(), outcome.state(), reference, outcome.detail()));
          ledger.append(entry(channel, message, outcome));
        });
  }

  private static Outcome outcome(Delivery delivery, boolean triesLeft) {
    if (delivery instanceof Delivery.Sent) {
      return new Outcome(SENT, "", false);
    }
    if (delivery instanceof Delivery.Unanswered silent) {
      return new Outcome(UNANSWERED, silent.why() + "; not repeated, it may have arrived", false);
    }
    return new Outcome(FAILED, ((Delivery.Failed) delivery).why(), triesLeft);
  }

  private static Notice notice(
      NoticeChannel channel,
      String event,
      String state,
      Optional<String> reference,
      String detail) {
    return new Notice(channel.name(), event, state, reference, detail, 0);
  }

  private static LedgerEntry entry(NoticeChannel channel, Message message, Outcome outcome) {
    return new LedgerEntry(
        "estop",
        "NOTICE",
        message.subject(),
        Map.of(
            "channel", channel.name(),
            "event", message.event(),
            "state", outcome.state(),
            "detail", outcome.detail(),
            "text", message.text()));
  }
}
