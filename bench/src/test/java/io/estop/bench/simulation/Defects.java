package io.estop.bench.simulation;

import io.estop.modelcheck.mutation.Edit;
import java.util.List;

/** Defects that are put into the real engine, and what the simulation has to find of each. */
enum Defects {
  RESEND_UNDER_A_FRESH_ID(
      Finding.DUPLICATE,
      engine(
          "OrderDesk",
          "known = ask(known.in(SliceState.INTENT, ((Submission.Unanswered) submission).why()));",
          "return known.in(SliceState.ABSENT, \"sent anew\");")),
  OPEN_ORDERS_IGNORED(
      Finding.DUPLICATE,
      engine(
          "WaveWorker",
          "openOrder(orders, row)\n            .map(WaveWorker::inFlight)\n            .or(",
          "Optional.<Decision>empty()\n            .or("),
      engine(
          "Facts",
          ".reduce(BigDecimal.ZERO, BigDecimal::add);",
          ".reduce(BigDecimal.ZERO, BigDecimal::add).min(BigDecimal.ZERO);")),
  LONG_LEG_FIRST(
      Finding.NAKED_SHORT,
      engine(
          "Decider",
          "Release release = cover.release(row, remaining.quantity());",
          "Release release = Release.all(remaining.quantity());"),
      engine("CoverLock", "if (asked.isEmpty()) {", "if (true) {")),
  COVER_ONLY_IN_THE_BATCH(
      Finding.NAKED_SHORT,
      engine(
          "CoverBook",
          "Stream.concat(facts.held().stream(), rows.keySet().stream())\n        .filter(this::isShort)",
          "rows.keySet().stream()\n        .filter(this::isShort)")),
  COVER_COUNTED_TWICE(
      Finding.NAKED_SHORT,
      engine("WaveWorker", "cover.ordered(row, send.quantity());", "send.quantity();"),
      engine("CoverLock", "if (asked.isEmpty()) {", "if (true) {")),
  COVER_AS_READ(
      Finding.NAKED_SHORT,
      engine("CoverBook", "        shown.min(expected),", "        shown,"),
      engine("CoverBook", "        shown.max(expected),", "        shown,"),
      engine("CoverBook", "one.least().min(other.least())", "one.least().max(other.least())"),
      engine("CoverLock", "if (asked.isEmpty()) {", "if (true) {")),
  LAGGING_READ_TRUSTED(
      Finding.INCREASE,
      new Edit(
          "store/src/main/java/io/estop/store/plan/Positions.java",
          "where slice.filled_quantity > 0 and slice.changed_at > :since)",
          "where slice.filled_quantity > 0 and false and slice.changed_at > :since)")),
  LISTED_FOR_EVER(
      Finding.STUCK,
      engine(
          "Assessor",
          "case WORTHLESS, DUST -> row.openQuantity().compareTo(held.quantity()) != 0;",
          "case WORTHLESS, DUST -> false;")),
  FENCE_IGNORED(
      Finding.DUPLICATE,
      new Edit(
          "store/src/main/java/io/estop/store/plan/Slices.java",
          "join wanted using (account, symbol, stop_id, fence)",
          "join wanted using (account, symbol)"),
      engine(
          "ClaimDesk",
          "if (claim == null || !claim.owner().equals(stop)) {",
          "if (claim == null) {"),
      engine("ClaimDesk", "claim.fence() != row.fence()", "claim.fence() < 0"),
      engine("ClaimDesk", "if (others.isEmpty()) {", "if (!others.isEmpty() || true) {")),
  SEND_BY_MOVES(
      Finding.AFTER_SEND_BY,
      engine(
          "OrderDesk",
          "submit(newOrder(slice), slice.sendBy())",
          "submit(newOrder(slice), clock.instant().plus(settings.sendWindow()))"));

  final Finding finding;
  final List<Edit> edits;

  Defects(Finding finding, Edit... edits) {
    this.finding = finding;
    this.edits = List.of(edits);
  }

  /**
   * Returns within how many seeds it has to be found. Cover that is miscounted shows only in worlds
   * where a read hides a fill beside another order, or a group is spread over batches.
   */
  int seeds() {
    return this == COVER_ONLY_IN_THE_BATCH || this == COVER_AS_READ ? 1_000 : 100;
  }

  private static Edit engine(String type, String from, String to) {
    return new Edit("liquidation/src/main/java/io/estop/liquidation/" + type + ".java", from, to);
  }
}
