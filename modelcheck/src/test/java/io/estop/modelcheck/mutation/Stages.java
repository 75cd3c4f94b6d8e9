package io.estop.modelcheck.mutation;

import java.util.List;

/** Rule R11, taken out of flag and recovery in parts. */
public enum Stages {
  NONE("nothing is taken out", "own"),
  R11_OWN_HOLD("a trip presses the running stop's hold again", "same"),
  R11_COMPARED(
      "a loosening does not compare the flag's version",
      "own",
      recovery(
          "FlagChange", "change.state().version() != change.approved().flagVersion()", "false"),
      flag(
          "if (lockVersion() != seenVersion) {\n            return false;\n          }\n"
              + "          loosened.forEach",
          "loosened.forEach")),
  R11_ONCE_AND_COMPARED(
      "nor is an approval used once",
      "own",
      recovery(
          "FlagChange", "change.state().version() != change.approved().flagVersion()", "false"),
      recovery(
          "FlagChange",
          "if (!approvals.use(approval)) {",
          "if (!approvals.use(approval) && state == null) {"),
      flag(
          "if (lockVersion() != seenVersion) {\n            return false;\n          }\n"
              + "          loosened.forEach",
          "loosened.forEach"));

  private final String what;
  private final String world;
  private final List<Edit> edits;

  Stages(String what, String world, Edit... edits) {
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

  private static Edit recovery(String type, String from, String to) {
    return new Edit(
        "activities/src/main/java/io/estop/activities/recovery/" + type + ".java", from, to);
  }

  private static Edit flag(String from, String to) {
    return new Edit("store/src/main/java/io/estop/store/flag/Flag.java", from, to);
  }
}
