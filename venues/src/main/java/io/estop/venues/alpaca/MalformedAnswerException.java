package io.estop.venues.alpaca;

/** The venue's answer is not what its API promises; the reason names field and value. */
final class MalformedAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  MalformedAnswerException(String why) {
    super(why);
    this.why = why;
  }

  String why() {
    return why;
  }
}
