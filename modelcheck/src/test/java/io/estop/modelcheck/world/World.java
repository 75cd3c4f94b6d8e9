package io.estop.modelcheck.world;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bounds of one small world. Everything within them may happen, in any order.
 *
 * @param name for people
 * @param bounds how many there are of a thing, or how often it may happen
 * @param switches what may happen besides, and what may not
 */
public record World(String name, Map<String, Integer> bounds, Set<String> switches) {
  private static final Map<String, Integer> BOUNDS =
      Map.of(
          // Gates, each one more component.
          "gates", 1,
          // Keepers run freely, as candidates do whose lock may be lost at any time.
          "keepers", 1,
          // Stops that are pressed, at most 2; of the first so many a recovery may release the
          // hold.
          "stops", 1,
          "releases", 0,
          // How often Redis may lose or roll back its data, a gate be started anew, and the clock
          // of Redis jump by one tick, forward or back.
          "faults", 0,
          "restarts", 0,
          "clock", 0,
          // By how many milliseconds the clock of Redis, and those of the gates, lose with every
          // tick of 2,600; below 0 they gain.
          "redis-slow", 0,
          "gates-slow", 0,
          // No keeper looks once the flag has given so many.
          "incarnations", 5);

  private static final Set<String> SWITCHES =
      Set.of(
          // Changes are published; each message may come late or never.
          "messages",
          // The answer of a poll may come late.
          "slow",
          // No call of a keeper is late or lost.
          "prompt",
          // Calls of keepers may be late and are not lost.
          "kept",
          // Of the faults of Redis only that its saved data comes back in place.
          "rollback",
          // A keeper's look is one step: nothing comes between its parts.
          "whole",
          // It begins with every stop pressed and accepted, on board and flag.
          "held",
          // An acknowledgement may come late or never.
          "said-late",
          // P5 is checked from every state.
          "quiet");

  /**
   * Returns a world from words: {@code keepers=2 stops=2 releases=1 faults=1 messages quiet}.
   *
   * @throws IllegalArgumentException naming the word that is not known
   */
  public static World parse(String name, String words) {
    Map<String, Integer> bounds = new TreeMap<>(BOUNDS);
    Set<String> switches = new TreeSet<>();
    for (String word : words.split(" ")) {
      String[] parts = word.split("=");
      if (parts.length == 2 && BOUNDS.containsKey(parts[0])) {
        bounds.put(parts[0], Integer.parseInt(parts[1]));
      } else if (SWITCHES.contains(word)) {
        switches.add(word);
      } else {
        throw new IllegalArgumentException("no such word of a world: " + word);
      }
    }
    return new World(name, bounds, switches);
  }

  int gates() {
    return bounds.getOrDefault("gates", 0);
  }

  int keepers() {
    return bounds.getOrDefault("keepers", 0);
  }

  int stops() {
    return bounds.getOrDefault("stops", 0);
  }

  int releases() {
    return bounds.getOrDefault("releases", 0);
  }

  int faults() {
    return bounds.getOrDefault("faults", 0);
  }

  int restarts() {
    return bounds.getOrDefault("restarts", 0);
  }

  int clockSteps() {
    return bounds.getOrDefault("clock", 0);
  }

  int redisSlow() {
    return bounds.getOrDefault("redis-slow", 0);
  }

  int gatesSlow() {
    return bounds.getOrDefault("gates-slow", 0);
  }

  int incarnations() {
    return bounds.getOrDefault("incarnations", 0);
  }

  boolean messages() {
    return switches.contains("messages");
  }

  boolean slowPolls() {
    return switches.contains("slow");
  }

  boolean wholeLooks() {
    return switches.contains("whole");
  }

  boolean begunHeld() {
    return switches.contains("held");
  }

  boolean lateAcknowledgements() {
    return switches.contains("said-late");
  }

  boolean lateCalls() {
    return !switches.contains("prompt");
  }

  boolean lostCalls() {
    return lateCalls() && !switches.contains("kept");
  }

  boolean onlyRollback() {
    return switches.contains("rollback");
  }

  boolean quiet() {
    return switches.contains("quiet");
  }
}
