package io.estop.embedded.demo;

import io.estop.embedded.client.Answer;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.process.Await;
import java.time.Duration;
import tools.jackson.databind.node.MissingNode;

/** Follows one stop from outside, as anybody with a viewer's token can, until it has an outcome. */
final class StopFollower {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final String BAR = "risk removed";

  private final StarterClient viewer;
  private final Screen screen;

  private StopView last = new StopView(MissingNode.getInstance());
  private int eventsTold;

  StopFollower(StarterClient viewer, Screen screen) {
    this.viewer = viewer;
    this.screen = screen;
  }

  /** Prints each new event and moves the bar; returns the last view, with or without outcome. */
  StopView follow(String stopId) {
    Await.until(() -> isDecided(stopId), LONGEST);
    screen.ends(BAR);
    return last;
  }

  private boolean isDecided(String stopId) {
    Answer answer = viewer.stop(stopId);
    if (answer.isSuccess()) {
      last = new StopView(answer.body());
      tell(last);
    }
    return last.outcome().filter(outcome -> !outcome.equals("UNKNOWN")).isPresent();
  }

  /** Tells each new event with its own time, so that the order is the stop's and not the poll's. */
  private void tell(StopView view) {
    view.events().stream()
        .skip(eventsTold)
        .forEach(
            event ->
                screen.says(
                    "%8s  %-17s %s"
                        .formatted(
                            Screen.seconds(view.millisSincePress(event)),
                            event.phase(),
                            event.text())));
    eventsTold = view.events().size();
    screen.moves(BAR, view.percentRemoved());
  }
}
