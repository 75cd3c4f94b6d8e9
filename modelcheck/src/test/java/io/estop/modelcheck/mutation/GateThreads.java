package io.estop.modelcheck.mutation;

import java.util.ArrayList;
import java.util.List;

/**
 * The gate with a step before each access to what its threads share, and rule R10 taken out of it
 * in three ways.
 */
public enum GateThreads {
  NONE("nothing is taken out"),
  R10_ORDER(
      "an order is judged first and announced then",
      gate(
          "TradingGate",
          "slot.announce(order);\n    Verdict verdict = entered(order, slot, feed.snapshot().judge(order, nanoClock.getAsLong()));",
          "Verdict verdict = entered(order, slot, feed.snapshot().judge(order, nanoClock.getAsLong()));\n"
              + "    slot.announce(order);")),
  R10_FENCE(
      "an order is announced without a full fence",
      gate("Announcements", "inside = true;", "INSIDE.setRelease(this, true);")),
  R10_SWAP(
      "orders are listed before the snapshot is swapped",
      gate("Feed", "    snapshot = snapshot.with(held);\n", ""),
      gate(
          "Feed",
          "      swapSafely(change);\n      settleSafely();\n",
          "      swapSafely(change);\n      settleSafely();\n      snapshot = snapshot.with(held);\n"));

  private static final String SCHEDULE = "io.estop.modelcheck.inside.Schedule.";

  private final String what;
  private final List<Edit> edits;

  GateThreads(String what, Edit... edits) {
    this.what = what;
    this.edits = List.of(edits);
  }

  public String what() {
    return what;
  }

  /** Returns the mutation, then the steps. */
  public List<Edit> edits() {
    List<Edit> all = new ArrayList<>(edits);
    boolean fenced = this != R10_FENCE;
    all.add(
        gate(
            "Announcements",
            fenced ? "inside = true;" : "INSIDE.setRelease(this, true);",
            SCHEDULE
                + (fenced ? "write" : "writeLater")
                + "(\"announces\", this, entering, () -> "
                + (fenced ? "this.inside = true" : "INSIDE.setRelease(this, true)")
                + ");"));
    all.add(
        gate(
            "Announcements",
            "INSIDE.setRelease(this, false);",
            SCHEDULE
                + "writeLater(\"withdraws\", this, null, () -> INSIDE.setRelease(this, false));"));
    all.add(
        gate(
            "Announcements",
            "OrderRequest order = slot.inside();",
            "OrderRequest order = " + SCHEDULE + "read(\"looks into a slot\", slot::inside);"));
    all.add(
        gate(
            "TradingGate",
            "Verdict verdict = entered(order, slot, feed.snapshot().judge(",
            "Verdict verdict = entered(order, slot, "
                + SCHEDULE
                + "read(\"reads the snapshot\", feed::snapshot).judge("));
    String swap = "snapshot = snapshot.with(held);\n";
    all.add(gate("Feed", swap, SCHEDULE + "at(\"swaps the snapshot\"); " + swap));
    return all;
  }

  private static Edit gate(String type, String from, String to) {
    return new Edit("gate/src/main/java/io/estop/gate/" + type + ".java", from, to);
  }
}
