package io.estop.starter.stop;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.estop.model.PendingEscalation;
import io.estop.model.RegulatoryOrder;
import io.estop.model.liquidation.ImplementationShortfall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stop as REST and console show it; {@code answer} is what can be promised of its press now.
 * Moments are ISO texts, amounts and quantities decimal texts.
 */
record StopJson(
    String stopId,
    String scope,
    String action,
    String answer,
    String trigger,
    String pressedBy,
    String reason,
    String phase,
    @Nullable String outcome,
    String outcomeText,
    @Nullable String outcomeAt,
    String pressedAt,
    @Nullable String endedAt,
    String workflowId,
    @Nullable String runId,
    List<String> aliases,
    @Nullable EscalationJson escalation,
    CountsJson counts,
    String riskTotal,
    String riskRemoved,
    ExecutionJson execution,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long deniedAfterMillis,
    List<PositionJson> positions,
    List<TaskJson> tasks,
    ReconciliationJson reconciliation,
    List<AcknowledgementJson> acknowledgements,
    List<EventJson> events,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RegulatoryOrder regulatory) {

  /** The next step further that the stop takes by itself, unless a person defers it. */
  record EscalationJson(
      String action,
      String dueAt,
      String askedBy,
      @Nullable String deferredBy,
      @Nullable String deferralReason) {

    static EscalationJson of(PendingEscalation next) {
      return new EscalationJson(
          next.action().name(),
          next.dueAt().toString(),
          next.askedBy(),
          next.deferredBy(),
          next.deferralReason());
    }
  }

  /** How many of what; {@code tasks} those that are unfinished. */
  record CountsJson(
      int positions,
      int open,
      int closed,
      int worthless,
      int dust,
      int claimed,
      int residual,
      int tasks,
      int workingOrdersCancelled,
      int ordersSent,
      int rounds) {}

  /**
   * What the fills of all positions cost and when risk was gone.
   *
   * @param shortfall as a position's, of all that tell theirs; null while none does
   * @param expectedCost of these positions, by the plan
   * @param untold positions that filled and whose shortfall nobody can tell
   * @param risk50GoneMillis from the press until it was known that fills had taken that share of
   *     the risk; null before
   * @param riskLeft that risk over time, at most {@link RiskLine#MOST} points; each counts until
   *     the next
   */
  record ExecutionJson(
      @Nullable String shortfall,
      @Nullable ShortfallSplitJson shortfallSplit,
      @Nullable String expectedCost,
      int untold,
      @Nullable Long risk50GoneMillis,
      @Nullable Long risk90GoneMillis,
      @Nullable Long risk99GoneMillis,
      List<RiskPointJson> riskLeft) {}

  /**
   * Risk that fills take and have not taken.
   *
   * @param millis from the press until this was known
   */
  record RiskPointJson(long millis, String left) {}

  /** When the stop's own books and the venues were last compared, and where they differ. */
  record ReconciliationJson(List<LookJson> accounts, List<DifferenceJson> differences) {}

  /**
   * One look at an account.
   *
   * @param positions that it showed
   * @param failure why it did not say what it holds; null where it did
   */
  record LookJson(String account, String readAt, int positions, @Nullable String failure) {}

  /**
   * A position of which the books and the venue do not say the same.
   *
   * @param owner whose it is; null: nobody's
   */
  record DifferenceJson(
      String account,
      String symbol,
      String books,
      String venue,
      @Nullable String owner,
      String foundAt) {}

  /**
   * Of what a shortfall consists; the amounts sum to it.
   *
   * @param basisPoints of the filled value at the arrival mid
   */
  record ShortfallSplitJson(
      String basisPoints, String spread, String impact, String timing, String unexplained) {

    static ShortfallSplitJson of(ImplementationShortfall shortfall) {
      ImplementationShortfall cents = shortfall.inCents();
      return new ShortfallSplitJson(
          shortfall.basisPoints().toPlainString(),
          cents.spread().toPlainString(),
          cents.impact().toPlainString(),
          cents.timing().toPlainString(),
          cents.unexplained().toPlainString());
    }
  }

  /**
   * One position; {@code shortfall} is the cost against the arrival mid, positive when it cost;
   * {@code expectedCost} is the same by the plan, null where no arrival mid told it.
   */
  record PositionJson(
      int number,
      String symbol,
      String assetClass,
      String account,
      String startQuantity,
      String openQuantity,
      String status,
      String reason,
      String detail,
      String method,
      String risk,
      @Nullable String arrivalMid,
      @Nullable String averageFill,
      @Nullable String shortfall,
      @Nullable ShortfallSplitJson shortfallSplit,
      @Nullable String expectedCost) {}

  /**
   * Whether a component keeps the hold, with the orders that it had let in before; {@code
   * acknowledgedAt} null while it is silent.
   */
  record AcknowledgementJson(
      String component,
      @Nullable String acknowledgedAt,
      List<String> instances,
      List<String> unfinished) {}

  /** One step, as the ledger has it. */
  record EventJson(String at, String phase, String text) {}

  /** A stop in a list. */
  record Summary(
      String stopId,
      String scope,
      String action,
      String trigger,
      String pressedBy,
      String reason,
      String phase,
      @Nullable String outcome,
      @Nullable String outcomeAt,
      String pressedAt,
      @Nullable String endedAt,
      String workflowId) {}
}
