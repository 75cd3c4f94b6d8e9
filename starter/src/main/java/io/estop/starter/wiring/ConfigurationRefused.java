package io.estop.starter.wiring;

/** A value in the configuration with which the process must not start. */
public final class ConfigurationRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ConfigurationRefused(String sentence) {
    super(sentence);
  }
}
