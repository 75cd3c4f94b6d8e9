package io.estop.venues.alpaca;

/** What came of one HTTP request. */
sealed interface Reply {

  /** The venue answered in full. */
  record Got(int status, byte[] body) implements Reply {
    boolean isOk() {
      return status >= 200 && status < 300;
    }
  }

  /** Nothing that the venue could act on left this process. */
  record NeverLeft(String why) implements Reply {}

  /** The request left, or may have, and no whole answer came. */
  record NoReply(String why) implements Reply {}
}
