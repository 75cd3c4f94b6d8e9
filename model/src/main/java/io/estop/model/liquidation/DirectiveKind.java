package io.estop.model.liquidation;

/** What a person may tell a stop about positions it closes. */
public enum DirectiveKind {
  /** Close now, within the collar: no schedule, no patient limits; what was refused is tried. */
  ACCELERATE,
  /** Send nothing more until told to go on; what is out is cancelled. */
  PAUSE,
  /** Go on. */
  RESUME,
  /**
   * A person closes it by hand: the stop cancels what it has out and orders nothing until it is
   * given back.
   */
  TAKE_OVER,
  /** The stop closes again what a person took over, as far as the venue still shows it. */
  GIVE_BACK
}
