package io.estop.halt.press;

import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.hold.PressAnswer;

/**
 * A press that the flag does not have yet.
 *
 * @param press what was asked
 * @param answer what can be promised of it now: HELD_NOT_DURABLE or KEPT_NOT_HALTED
 * @param inFile whether it outlasts this process
 */
public record KeptPress(Press press, PressAnswer answer, boolean inFile) {

  boolean goesAsFarAs(Action action) {
    return press.action().includes(action);
  }
}
