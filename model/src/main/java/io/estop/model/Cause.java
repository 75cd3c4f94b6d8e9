package io.estop.model;

import java.nio.charset.StandardCharsets;

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

  /** Returns a cause whose reason is a sentence of any length, cut to what a reason may have. */
  public static Cause saying(TriggerKind trigger, String actor, String sentence) {
    return new Cause(trigger, actor, cut(sentence, MAX_REASON));
  }

  /** Returns at most so many characters; one of two halves is not cut in the middle. */
  public static String cut(String text, int most) {
    int end = Math.min(text.length(), most);
    return text.substring(
        0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private static void requireLength(String name, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw new IllegalArgumentException(
          name + " must be 1 to " + max + " characters but had " + text.length());
    }
    // What no database column can hold would keep the stop's row from ever being written.
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          name + " must be Unicode text without NUL but was: " + text.replace('\0', '?'));
    }
  }
}
