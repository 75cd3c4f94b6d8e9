package io.estop.model;

/**
 * Why a stop was pressed.
 *
 * @param trigger the kind of trigger
 * @param actor the person or rule that pressed, 1 to 128 characters
 * @param reason one sentence, 1 to 500 characters
 */
public record Cause(TriggerKind trigger, String actor, String reason) {
  private static final int MAX_ACTOR = 128;
  private static final int MAX_REASON = 500;

  public Cause {
    requireLength("actor", actor, MAX_ACTOR);
    requireLength("reason", reason, MAX_REASON);
  }

  private static void requireLength(String name, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw new IllegalArgumentException(
          name + " must be 1 to " + max + " characters but had " + text.length());
    }
  }
}
