package io.estop.venues.fix;

/** A message of the venue lacks a field, or has an absurd one. */
final class MalformedMessageException extends RuntimeException {
  MalformedMessageException(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
