package io.estop.workflows.breaker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A sensor that plays a script, and a press that writes down what it was asked. */
final class FakeBreakerActivities implements BreakerActivities {
  private final Deque<Runnable> script = new ArrayDeque<>();
  private final Set<String> pressedTrips = new HashSet<>();
  private final List<String> story = Collections.synchronizedList(new ArrayList<>());
  private Tick now = new Tick("WATCHING", "", "equity is fine");
  private @Nullable Tick once;
  private int ticks;
  private int failingPresses;

  synchronized void failOnce() {
    // A tick has two attempts; both fail.
    for (int attempt = 0; attempt < 2; attempt++) {
      script.add(
          () -> {
            throw new IllegalStateException("the sensor is gone");
          });
    }
  }

  synchronized void trip(String tripId) {
    now = new Tick("TRIPPED", tripId, "equity fell");
  }

  synchronized void trips(String first, String second) {
    now = new Tick("TRIPPED", first, "both fell", List.of(second), null, null);
  }

  synchronized void warns(String event, String text) {
    script.add(
        () ->
            once =
                new Tick(
                    "WATCHING",
                    "",
                    text,
                    null,
                    List.of("wide of AAPL: WARNING"),
                    List.of(new Warning(event, text))));
  }

  void told(String subject, String event, String text) {
    story.add(subject + ": " + event + ": " + text);
  }

  synchronized void failPresses(int times) {
    failingPresses = times;
  }

  @Override
  public synchronized Tick tick(String scope) {
    Runnable next = script.poll();
    if (next != null) {
      next.run();
    }
    ticks++;
    if (once != null) {
      Tick told = once;
      once = null;
      return told;
    }
    return pressedTrips.contains(now.tripId()) ? new Tick(now.state(), "", now.why()) : now;
  }

  @Override
  public synchronized void pressTrip(String scope, String tripId) {
    if (failingPresses > 0) {
      failingPresses--;
      throw new IllegalStateException("no place takes the press");
    }
    pressedTrips.add(tripId);
    story.add("trip " + tripId + " of " + scope);
  }

  @Override
  public void pressByPerson(String scope, String stopId, TriggerMessage trigger) {
    story.add(trigger.actor() + " " + trigger.action() + " " + trigger.reason());
    if (!stopId.startsWith("breaker-trigger-")) {
      story.add("bad stop id " + stopId);
    }
  }

  synchronized int ticks() {
    return ticks;
  }

  List<String> story() {
    return List.copyOf(story);
  }
}
