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
  private String phaseTold = "";

  StopFollower(StarterClient viewer, Screen screen) {
    this.viewer = viewer;
    this.screen = screen;
  }

  /** Prints each new event and moves the bar; returns the last view, with or without outcome. */
  StopView follow(String stopId, long pressedNanos) {
    Await.until(() -> isDecided(stopId, pressedNanos), LONGEST);
    screen.ends(BAR);
    return last;
  }

  private boolean isDecided(String stopId, long pressedNanos) {
    Answer answer = viewer.stop(stopId);
    if (answer.isSuccess()) {
      last = new StopView(answer.body());
      tell(last, (System.nanoTime() - pressedNanos) / 1_000_000);
    }
    return last.outcome().filter(outcome -> !outcome.equals("UNKNOWN")).isPresent();
  }

  private void tell(StopView view, long millis) {
    if (!view.phase().equals(phaseTold)) {
      phaseTold = view.phase();
      screen.says("%8s  %s".formatted(Screen.seconds(millis), phaseTold));
    }
    view.events().stream()
        .skip(eventsTold)
        .forEach(event -> screen.says("%8s    %s".formatted("", event.text())));
    eventsTold = view.events().size();
    screen.moves(BAR, view.percentRemoved());
  }
}
