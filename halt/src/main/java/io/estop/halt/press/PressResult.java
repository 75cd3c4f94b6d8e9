package io.estop.halt.press;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import java.util.List;

/**
 * What came of a press.
 *
 * @param stopId that was pressed
 * @param scope what it covers
 * @param action how far it goes
 * @param answer what can be promised now
 * @param places each place that was asked to take it
 * @param workflowId of the stop in Temporal
 */
public record PressResult(
    StopId stopId,
    Scope scope,
    Action action,
    PressAnswer answer,
    List<Place> places,
    String workflowId) {

  /**
   * One place.
   *
   * @param place board, flag, outbox or temporal
   * @param done whether it has the press
   * @param detail why not, or what it said
   */
  public record Place(String place, boolean done, String detail) {}
}
