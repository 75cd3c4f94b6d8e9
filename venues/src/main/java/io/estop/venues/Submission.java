package io.estop.venues;

/** What came of sending an order. */
public sealed interface Submission {

  /** The venue has it, in the state shown. */
  record Accepted(VenueOrder order) implements Submission {}

  /** The venue refused it: final, there is no such order. */
  record Refused(Refusal reason, String text) implements Submission {}

  /** It left and no answer came: the venue may or may not have it. */
  record Unanswered(String why) implements Submission {}

  /** It never left: too late, or the request budget is used up. */
  record NotSent(String why) implements Submission {}
}
