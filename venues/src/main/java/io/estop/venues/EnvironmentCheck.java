package io.estop.venues;

/** Whether a connection reaches the account that its configuration names. */
public sealed interface EnvironmentCheck {

  /** It does. */
  record Same() implements EnvironmentCheck {}

  /** It reaches another account: refuse to start. */
  record Other(String sentence) implements EnvironmentCheck {}

  /** The venue did not say; the check is to be made again. */
  record Unknown(String why) implements EnvironmentCheck {}

  /** Asks the venue for its account's number and compares. */
  static EnvironmentCheck of(VenueReader venue) {
    Answer<String> answer = venue.accountNumber();
    if (answer instanceof Answer.Missing<String> missing) {
      return new Unknown(missing.why());
    }
    String number = ((Answer.Known<String>) answer).value();
    return number.equals(venue.account().id())
        ? new Same()
        : new Other(
            "venue "
                + venue.account().venue()
                + " is configured for account "
                + venue.account().id()
                + " but its key opens account "
                + number);
  }
}
