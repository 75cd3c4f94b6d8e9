package io.estop.activities.recovery;

import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.recovery.Assessment;
import io.estop.model.recovery.Stage;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.workflows.recovery.RecoveryActivities;
import io.estop.workflows.recovery.Signer;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The hands of a recovery: flag first, then board, then whoever runs. */
public final class RecoveryActivitiesImpl implements RecoveryActivities {
  private final Stops stops;
  private final Flag flag;
  private final RecoveryRecord record;
  private final Parts parts;
  private final Duration soak;

  /**
   * @param soak how long each stage is watched before the next may be requested
   */
  public RecoveryActivitiesImpl(Stops stops, Flag flag, Ledger ledger, Parts parts, Duration soak) {
    this.stops = stops;
    this.flag = flag;
    this.record = new RecoveryRecord(ledger);
    this.parts = parts;
    this.soak = soak;
  }

  /**
   * What a recovery works with.
   *
   * @param assessment looks at the system
   * @param change changes the flag
   * @param board follows the flag
   * @param running is told of a release
   * @param locks gives up the stop's locks of accounts
   */
  public record Parts(
      SystemAssessment assessment,
      FlagChange change,
      BoardFollower board,
      RunningProcedures running,
      AccountUnlocking locks) {}

  /**
   * Gives up a stop's locks of accounts; returns what became of them, empty when there was none.
   */
  public interface AccountUnlocking {
    String unlock(StopId stop);
  }

  @Override
  public Assessment assess(String stopId) {
    StopRow stop = stop(stopId);
    Assessment found = parts.assessment().of(stop);
    record.append(
        step(stop, "estop", "ASSESSMENT"),
        Map.of("text", found.text(), "passed", Boolean.toString(found.passed())));
    return found;
  }

  @Override
  public void recordFinding(String scope, String stopId, Signer signer, String finding) {
    StopRow stop = stop(scope, stopId);
    String signature = Sha256.hex(signer.name() + "\n" + stop.stopId() + "\n" + finding);
    if (record.newest(scope, "FINDING", "signature", signature).isPresent()) {
      return;
    }
    record.append(
        step(stop, signer.name(), "FINDING"),
        Map.of("text", finding, "hash", Sha256.hex(finding), "signature", signature));
  }

  @Override
  public Bound recordRequest(
      String scope, String stopId, Signer signer, String stage, String factor) {
    return parts
        .change()
        .bind(
            stop(scope, stopId),
            new FlagChange.Asked(signer.name(), Stage.valueOf(stage), new BigDecimal(factor)));
  }

  @Override
  public StageApplied applyStage(ApprovedStage approved) {
    StopRow stop = stop(approved.scope(), approved.stopId());
    FlagChange.Changed changed = parts.change().apply(stop, approved);
    if (!changed.done()) {
      return new StageApplied(false, changed.text());
    }
    List<StopId> own = HoldsOfStop.in(flag.read(), stop).stops();
    boolean followed = parts.board().follow(own);
    String locks = trades(approved) ? parts.locks().unlock(stop.stopId()) : "";
    if (Stage.valueOf(approved.stage()) == Stage.LIVE) {
      tellRunning(stop, approved.approver());
    }
    return new StageApplied(
        true,
        changed.text()
            + (followed
                ? "; the board follows"
                : "; the board does not follow yet, the keeper carries it")
            + (locks.isEmpty() ? "" : "; " + locks));
  }

  /** From REDUCED on orders reach live accounts. */
  private static boolean trades(ApprovedStage approved) {
    Stage stage = Stage.valueOf(approved.stage());
    return stage == Stage.REDUCED || stage == Stage.LIVE;
  }

  private void tellRunning(StopRow stop, String actor) {
    Scope scope = stop.scope();
    parts.running().rearmed(scope, actor);
    // A press that joined meanwhile holds the scope: then its stop must go on.
    StopRow now = stops.find(stop.stopId()).orElse(stop);
    if (HoldsOfStop.in(flag.read(), now).holds().isEmpty()) {
      parts.running().released(scope, actor);
    }
  }

  @Override
  public long soakMillis() {
    return soak.toMillis();
  }

  private StopRow stop(String scope, String stopId) {
    StopRow stop = stop(stopId);
    if (!stop.scope().toString().equals(scope)) {
      throw ApplicationFailure.newNonRetryableFailure(
          "stop " + stopId + " is of " + stop.scope() + " but the recovery is of " + scope,
          "OTHER_SCOPE");
    }
    return stop;
  }

  private StopRow stop(String stopId) {
    return stops
        .find(StopId.parse(stopId))
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "stop " + stopId + " is not known", "NO_STOP"));
  }

  private static RecoveryRecord.Step step(StopRow stop, String actor, String action) {
    return new RecoveryRecord.Step(stop.scope().toString(), stop.stopId(), actor, action);
  }
}
