package io.estop.activities.notice;

/** One way to tell people. */
public interface NoticeChannel {

  /** Returns the channel's name in records: slack, grafana. */
  String name();

  /** Sends once and returns within its own bound; failures are values. */
  Delivery send(Message message);

  /**
   * What to say.
   *
   * @param subject {@code stop/ID}
   * @param event what happened
   * @param text one sentence
   * @param thread what the channel called the subject's first message, empty for the first
   */
  record Message(String subject, String event, String text, String thread) {}

  /** What became of sending. */
  sealed interface Delivery {

    /** The channel has it, and calls it by that reference. */
    record Sent(String reference) implements Delivery {}

    /** The channel does not have it: it may be sent again. */
    record Failed(String why) implements Delivery {}

    /** No answer came: the channel may have it. */
    record Unanswered(String why) implements Delivery {}
  }
}
