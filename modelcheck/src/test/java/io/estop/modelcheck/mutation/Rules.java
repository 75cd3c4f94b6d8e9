package io.estop.modelcheck.mutation;

import java.util.List;

/** Each rule of the board, taken out of the real code, and the world in which that shows. */
public enum Rules {
  NONE("nothing is taken out", "stops=1"),
  R1_LEASE_AGE(
      "a lease runs from its writing, not from before the flag was read",
      "stops=1",
      lua("lease", "if ends_at <= now or read_at > now then", "if false then"),
      lua(
          "lease",
          "write_lease(KEYS[2], board, read_at, ends_at)",
          "write_lease(KEYS[2], board, read_at, now + ends_at - read_at)")),
  R2_ACCEPTED(
      "a press that only the board took is answered ACCEPTED",
      "stops=1 faults=1",
      new Edit(
          "halt/src/main/java/io/estop/halt/press/HoldPlaces.java",
          "return board.done() ? PressAnswer.HELD_NOT_DURABLE",
          "return board.done() ? PressAnswer.ACCEPTED")),
  R3_SUM(
      "a lease does not name the board's sum",
      "stops=2 faults=1 rollback kept",
      lua("lease", " or board.sum ~= ARGV[5]", ""),
      lua("lib", "\n    and lease.sum == board.sum", ""),
      board("Reading", "\n        && named.sum().equals(state.sum())", "")),
  R3_VERSION(
      "a lease does not name version and sum",
      "stops=1 faults=1 rollback kept",
      lua(
          "lease",
          " or whole(board.incarnation) ~= ARGV[3]\n"
              + "    or whole(board.epoch) ~= ARGV[4] or board.sum ~= ARGV[5]",
          ""),
      lua(
          "lib",
          "\n    and lease.incarnation == board.incarnation and lease.epoch == board.epoch",
          ""),
      lua("lib", "\n    and lease.sum == board.sum", ""),
      board(
          "Reading",
          "\n        && named.version().equals(state.version())\n"
              + "        && named.sum().equals(state.sum())",
          "")),
  R4_RUN(
      "the board of another Redis process is not opened anew",
      "stops=1 faults=1 quiet",
      keeper("Facts", "!board.run().equals(reading.run())", "false")),
  R4_INCARNATION(
      "a refill takes no new incarnation",
      "stops=1 faults=1 quiet",
      keeper("Keeper", "flag.nextIncarnation(refill.above())", "Math.max(1, refill.above())")),
  R5_GATE_MEMORY(
      "a gate forgets what the board does not show",
      "stops=2 faults=1 whole rollback",
      gate(
          "GateMemory",
          "beyondBoard.putAll(missing);",
          "holds.keySet().removeAll(missing.keySet());")),
  R6_REPORTS(
      "the keeper does not hear the gates",
      "stops=1 faults=1 quiet",
      keeper("Keeper", "new Sight(reports, reading)", "new Sight(List.of(), reading)")),
  R7_RELEASE(
      "a release leaves no record in the flag",
      "stops=1 releases=1 quiet",
      new Edit(
          "store/src/main/java/io/estop/store/flag/Flag.java",
          "            \"insert into hold_release (stop_id, released_at, flag_version)\"\n"
              + "                + \" values (:stop, :at, :version) on conflict do nothing\")\n"
              + "        .param(\"stop\", stop.value())\n"
              + "        .param(\"at\", at(clock.instant()))\n"
              + "        .param(\"version\", version)\n",
          "            \"delete from hold where stop_id = :stop\")\n"
              + "        .param(\"stop\", stop.value())\n")),
  R8_AGE(
      "a reading ages from its answer, not from its question",
      "stops=1 slow",
      gate("Feed", "long asked = nanoClock.getAsLong();\n", ""),
      gate("Feed", "onAnswer(answer, asked))", "onAnswer(answer, nanoClock.getAsLong()))")),
  R8_LEASE_AGE(
      "a lease counts from the reading that showed it, not from the one before",
      "stops=1 clock=2 prompt",
      gate("LeaseClock", "notReadBeforeNanos = before;", "notReadBeforeNanos = askedNanos;")),
  R9_RESTART(
      "a gate that was just started counts leases of before",
      "stops=1 faults=1 restarts=1 rollback kept",
      gate(
          "LeaseClock",
          "lease.readAtMillis() > firstRedisMillis && lease.readAtMillis() != firstReadAt",
          "true"));

  private final String what;
  private final String world;
  private final List<Edit> edits;

  Rules(String what, String world, Edit... edits) {
    this.what = what;
    this.world = world;
    this.edits = List.of(edits);
  }

  public String what() {
    return what;
  }

  public String world() {
    return world;
  }

  public List<Edit> edits() {
    return edits;
  }

  private static Edit lua(String script, String from, String to) {
    return new Edit("gate/src/main/resources/io/estop/gate/board/" + script + ".lua", from, to);
  }

  private static Edit gate(String type, String from, String to) {
    return new Edit("gate/src/main/java/io/estop/gate/" + type + ".java", from, to);
  }

  private static Edit board(String type, String from, String to) {
    return gate("board/" + type, from, to);
  }

  private static Edit keeper(String type, String from, String to) {
    return new Edit("halt/src/main/java/io/estop/halt/keeper/" + type + ".java", from, to);
  }
}
