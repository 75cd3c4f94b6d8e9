package io.estop.venues.fix;

/** What became of a message that was to be sent. */
sealed interface Sent {
  /** Its last byte is with the operating system. */
  record Left() implements Sent {}

  /** It did not leave, or not whole: the venue can make no message of it. */
  record NeverLeft(String why) implements Sent {}

  /** It is not known. */
  record Unsure(String why) implements Sent {}
}
