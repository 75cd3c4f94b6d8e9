package io.estop.activities.recovery;

import io.estop.breaker.watch.Rearm;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.recovery.Stage;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagState;
import io.estop.store.ledger.Ledger;
import io.estop.store.recovery.Approvals;
import io.estop.store.recovery.Approvals.Approval;
import io.estop.store.stop.StopRow;
import io.estop.workflows.recovery.RecoveryActivities.ApprovedStage;
import io.estop.workflows.recovery.RecoveryActivities.Bound;
import io.estop.workflows.recovery.Refusals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recovery does in PostgreSQL: binds a request, and in one transaction uses its approval,
 * changes the flag, re-arms the breaker and records it.
 */
public final class FlagChange {
  private final Database database;
  private final Flag flag;
  private final Approvals approvals;
  private final Rearm breaker;
  private final RecoveryRecord record;

  public FlagChange(
      Database database, Flag flag, Approvals approvals, Rearm breaker, Ledger ledger) {
    this.database = database;
    this.flag = flag;
    this.approvals = approvals;
    this.breaker = breaker;
    this.record = new RecoveryRecord(ledger);
  }

  /**
   * What the flag says of an approved stage.
   *
   * @param done whether it shows the stage
   * @param text what was done, or why not
   */
  record Changed(boolean done, String text) {}

  /** What a person asks for. */
  record Asked(String requester, Stage stage, BigDecimal factor) {}

  /** Records a request and returns what it is bound to. */
  Bound bind(StopRow stop, Asked asked) {
    return database.inTransaction(
        () -> {
          FlagState state = flag.read();
          HoldsOfStop.in(state, stop)
              .notReadyFor(asked.stage())
              .ifPresent(
                  why -> {
                    throw Refusals.HALTED_AGAIN.because(why);
                  });
          if (asked.stage() == Stage.LIVE) {
            requireCalm(stop.scope());
          }
          String base = asked.stage() == Stage.LIVE ? base(stop.scope()) : "";
          record.append(
              step(stop, asked.requester(), "STAGE_REQUESTED"),
              Map.of(
                  "text", asked.requester() + " requests " + asked.stage(),
                  "stage", asked.stage().name(),
                  "factor", asked.factor().toPlainString(),
                  "flagVersion", state.version(),
                  "base", base));
          return new Bound(state.version(), base);
        });
  }

  // What is latched would press nothing any more: nobody trades LIVE under rules that sleep.
  private void requireCalm(Scope scope) {
    breaker
        .refusal(scope)
        .ifPresent(
            why -> {
              throw Refusals.NOT_DONE.because(why);
            });
  }

  private String base(Scope scope) {
    return breaker.base(scope).map(BigDecimal::toPlainString).orElse("");
  }

  /** Uses the approval and changes the flag, or says why not. Asking again answers the same. */
  Changed apply(StopRow stop, ApprovedStage approved) {
    Stage stage = Stage.valueOf(approved.stage());
    Approval approval =
        new Approval(
            approved.approvalHash(),
            stop.stopId(),
            stage,
            approved.requester(),
            approved.approver());
    return database.inTransaction(
        () -> {
          FlagState state = flag.read();
          HoldsOfStop holds = HoldsOfStop.in(state, stop);
          if (!approvals.use(approval)) {
            return usedBefore(state, stop, approved);
          }
          return change(new Change(stop, approved, stage, state, holds));
        });
  }

  private record Change(
      StopRow stop, ApprovedStage approved, Stage stage, FlagState state, HoldsOfStop holds) {

    BigDecimal factor() {
      return new BigDecimal(approved.factor()).stripTrailingZeros();
    }
  }

  private Changed change(Change change) {
    Optional<String> refusal = refusal(change);
    if (refusal.isPresent() || !changeFlag(change)) {
      String why =
          refusal.orElseGet(() -> "the flag moved on from version " + change.state().version());
      record(change, false, "not applied: " + why);
      return new Changed(false, why);
    }
    String text =
        change.stage() == Stage.LIVE
            ? "released " + change.holds().stops().size() + " holds" + rearm(change)
            : change.holds().holds().size() + " holds loosened to " + change.stage();
    String all = text + change.holds().otherHolds();
    record(change, true, all);
    return new Changed(true, all);
  }

  private static Optional<String> refusal(Change change) {
    if (change.state().version() != change.approved().flagVersion()) {
      return Optional.of(
          "the flag moved on from version "
              + change.approved().flagVersion()
              + " to "
              + change.state().version()
              + " since the request");
    }
    if (change.holds().holds().isEmpty()) {
      return Optional.of("the stop holds nothing any more");
    }
    return change.holds().notReadyFor(change.stage());
  }

  private boolean changeFlag(Change change) {
    long version = change.approved().flagVersion();
    if (change.stage() == Stage.LIVE) {
      return flag.release(change.holds().stops(), version);
    }
    List<Hold> loosened =
        change.holds().holds().stream()
            .map(hold -> hold.at(change.stage().mode(), change.factor()))
            .toList();
    return flag.loosen(loosened, version);
  }

  private String rearm(Change change) {
    String base = change.approved().evidence();
    breaker.rearm(
        change.stop().scope(),
        change.approved().approver(),
        Optional.of(base).filter(known -> !known.isEmpty()).map(BigDecimal::new));
    return base.isEmpty() ? ", its rules re-armed" : ", breaker re-armed from " + base;
  }

  // Intent and effect are one transaction; the board, which comes after it, follows the flag.
  private void record(Change change, boolean done, String text) {
    ApprovedStage approved = change.approved();
    record.append(
        step(change.stop(), approved.approver(), "STAGE_APPROVED"),
        Map.of(
            "text", approved.approver() + " approves " + approved.stage(),
            "stage", approved.stage(),
            "requester", approved.requester(),
            "approvalHash", approved.approvalHash()));
    record.append(
        step(change.stop(), approved.approver(), "STAGE"),
        Map.of(
            "text", text,
            "stage", approved.stage(),
            "factor", approved.factor(),
            "approvalHash", approved.approvalHash(),
            "applied", Boolean.toString(done),
            "stops", change.holds().stops().stream().map(StopId::value).toList()));
  }

  /** A used approval counts only for what it did: where the flag shows that, it is done. */
  private Changed usedBefore(FlagState state, StopRow stop, ApprovedStage approved) {
    Optional<Map<String, Object>> did =
        record.newest(stop.scope().toString(), "STAGE", "approvalHash", approved.approvalHash());
    boolean shown =
        did.filter(row -> "true".equals(row.get("applied")))
            .filter(row -> row.get("stops") instanceof List<?> stops && shows(state, stops, row))
            .isPresent();
    return shown
        ? new Changed(true, String.valueOf(did.get().get("text")))
        : new Changed(false, "this approval was used before");
  }

  private static boolean shows(FlagState state, List<?> stops, Map<String, Object> row) {
    Stage stage = Stage.valueOf(String.valueOf(row.get("stage")));
    BigDecimal factor = new BigDecimal(String.valueOf(row.get("factor")));
    return stops.stream()
        .map(stop -> StopId.parse(String.valueOf(stop)))
        .allMatch(stop -> shows(state, stop, stage, factor));
  }

  private static boolean shows(FlagState state, StopId stop, Stage stage, BigDecimal factor) {
    Hold hold = state.holds().get(stop);
    if (stage == Stage.LIVE) {
      return state.releases().contains(stop);
    }
    return hold == null || (hold.mode() == stage.mode() && hold.factor().compareTo(factor) == 0);
  }

  private static RecoveryRecord.Step step(StopRow stop, String actor, String action) {
    return new RecoveryRecord.Step(stop.scope().toString(), stop.stopId(), actor, action);
  }
}
