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
