package io.estop.modelcheck.world;

/**
 * The bounds of one small world. Everything within them may happen, in any order.
 *
 * @param name for people
 * @param gates how many
 * @param keepers how many; they run freely, as candidates do whose lock may be lost at any time
 * @param stops how many are pressed, 0 to 2
 * @param releases of how many of them, the first ones, a recovery may release the hold
 * @param faults how often Redis may lose or roll back its data
 * @param restarts how often a gate may be started anew
 * @param clockSteps how often the clock of Redis may jump by one tick, forward or back
 * @param incarnations no keeper looks once the flag has given so many
 * @param messages whether changes are published; each message may come late or never
 * @param slowPolls whether the answer of a poll may come late
 * @param lostCalls whether a keeper's call may get lost or come late
 * @param quiet whether P5 is checked from every state
 */
public record World(
    String name,
    int gates,
    int keepers,
    int stops,
    int releases,
    int faults,
    int restarts,
    int clockSteps,
    int incarnations,
    boolean messages,
    boolean slowPolls,
    boolean lostCalls,
    boolean quiet) {

  /** Returns one gate, one keeper and one stop; nothing fails. */
  public static World named(String name) {
    return new World(name, 1, 1, 1, 0, 0, 0, 0, 5, false, false, true, false);
  }

  public World gates(int many) {
    return new World(
        name, many, keepers, stops, releases, faults, restarts, clockSteps, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  public World keepers(int many) {
    return new World(
        name, gates, many, stops, releases, faults, restarts, clockSteps, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  /** Returns this world with so many stops, the first ones of which may be released. */
  public World stops(int many, int released) {
    return new World(
        name, gates, keepers, many, released, faults, restarts, clockSteps, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  public World faults(int many) {
    return new World(
        name, gates, keepers, stops, releases, many, restarts, clockSteps, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  public World restarts(int many) {
    return new World(
        name, gates, keepers, stops, releases, faults, many, clockSteps, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  public World clockSteps(int many) {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, many, incarnations, messages,
        slowPolls, lostCalls, quiet);
  }

  public World incarnations(int most) {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, clockSteps, most, messages,
        slowPolls, lostCalls, quiet);
  }

  public World withMessages() {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, clockSteps, incarnations, true,
        slowPolls, lostCalls, quiet);
  }

  public World withSlowPolls() {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, clockSteps, incarnations, messages,
        true, lostCalls, quiet);
  }

  public World withPromptCalls() {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, clockSteps, incarnations, messages,
        slowPolls, false, quiet);
  }

  public World withQuiet() {
    return new World(
        name, gates, keepers, stops, releases, faults, restarts, clockSteps, incarnations, messages,
        slowPolls, lostCalls, true);
  }
}
