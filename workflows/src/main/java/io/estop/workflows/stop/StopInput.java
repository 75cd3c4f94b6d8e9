package io.estop.workflows.stop;

import org.jspecify.annotations.Nullable;

/**
 * Input of a run of the stop.
 *
 * @param press what began it
 * @param carried what an earlier run hands on, null in the first
 */
public record StopInput(PressMessage press, @Nullable StopProgress carried) {

  /** Returns the input of a first run. */
  public static StopInput first(PressMessage press) {
    return new StopInput(press, null);
  }
}
