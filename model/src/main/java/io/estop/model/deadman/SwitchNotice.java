package io.estop.model.deadman;

import java.util.Optional;

/** The notice that a switch is about to expire, and what people answer it with. */
public final class SwitchNotice {
  /** What a button under the notice asks for; its value is the scope in its text form. */
  public static final String CONFIRM = "confirm-dead-mans-switch";

  private static final String SUBJECT = "dead-mans-switch/";
  private static final String WARNING = "WARNING ";

  private SwitchNotice() {}

  /**
   * Returns the scope whose switch a notice warns of, in its text form; empty where the notice is
   * about anything else.
   *
   * @param subject of the notice: {@code dead-mans-switch/SCOPE}
   * @param event of the notice: {@code WARNING EPISODE}
   */
  public static Optional<String> scopeWarnedOf(String subject, String event) {
    return subject.startsWith(SUBJECT) && event.startsWith(WARNING)
        ? Optional.of(subject.substring(SUBJECT.length()))
        : Optional.empty();
  }
}
