package io.estop.workflows.deadman;

import io.estop.workflows.stop.NoticeActivities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A switch of one hour that warns after 45 minutes, and writes down what it was asked. */
final class FakeSwitchActivities implements SwitchActivities, NoticeActivities {
  static final Duration TIMEOUT = Duration.ofHours(1);
  static final Duration WARNED_AFTER = Duration.ofMinutes(45);

  private final LongSupplier millis;
  private final List<String> story = new ArrayList<>();
  private long confirmedAt = -1;
  private String confirmedBy = "configuration";
  private long episode = 1;
  private boolean pressed;
  private boolean off;
  private boolean databaseDown;
  private String deferrable = "";
  private int ticks;
  private int failingPresses;

  FakeSwitchActivities(LongSupplier millis) {
    this.millis = millis;
  }

  @Override
  public synchronized Look tick(String scope) {
    if (databaseDown) {
      throw new IllegalStateException("PostgreSQL is gone");
    }
    ticks++;
    return look();
  }

  private Look look() {
    if (confirmedAt < 0) {
      confirmedAt = millis.getAsLong();
    }
    long age = millis.getAsLong() - confirmedAt;
    boolean expired = age >= TIMEOUT.toMillis();
    boolean near = age >= WARNED_AFTER.toMillis();
    long next = (near ? TIMEOUT : WARNED_AFTER).toMillis() - age;
    String phase = off ? "OFF" : expired ? "EXPIRED" : near ? "WARNING" : "ARMED";
    return new Look(
        phase,
        "confirmed by " + confirmedBy,
        Instant.ofEpochMilli(confirmedAt).plus(TIMEOUT).toString(),
        expired ? Long.MAX_VALUE : next,
        episode,
        expired && !pressed ? "stop-" + episode : "",
        deferrable,
        confirmedBy);
  }

  @Override
  public synchronized Look confirm(String scope, ConfirmMessage confirmation) {
    if (databaseDown) {
      throw new IllegalStateException("PostgreSQL is gone");
    }
    confirmedAt = millis.getAsLong();
    confirmedBy = confirmation.actor();
    episode++;
    deferrable = pressed ? "stop-1" : "";
    pressed = false;
    story.add("confirmed by " + confirmation.actor() + " over " + confirmation.via());
    return look();
  }

  @Override
  public synchronized void press(String scope) {
    if (failingPresses > 0) {
      failingPresses--;
      throw new IllegalStateException("no place takes it");
    }
    pressed = true;
    story.add("pressed " + scope);
  }

  @Override
  public synchronized void defer(String scope, String stopId, String actor) {
    deferrable = "";
    story.add("deferred " + stopId + " for " + actor);
  }

  @Override
  public synchronized void notifyPeople(String subject, String event, String text) {
    story.add("told " + subject + " " + event);
  }

  synchronized void databaseDown(boolean down) {
    databaseDown = down;
  }

  synchronized void off() {
    off = true;
  }

  synchronized void failPresses(int times) {
    failingPresses = times;
  }

  synchronized int ticks() {
    return ticks;
  }

  synchronized List<String> story() {
    return List.copyOf(story);
  }
}
