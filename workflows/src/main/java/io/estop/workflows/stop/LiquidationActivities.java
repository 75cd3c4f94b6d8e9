package io.estop.workflows.stop;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What a stop needs done at the venues. Takes ids, returns figures; rows stand in PostgreSQL. */
@ActivityInterface
public interface LiquidationActivities {

  /** Returns the venues that the stop's scope touches. */
  @ActivityMethod(name = "VenuesInScope")
  List<String> venuesInScope(String stopId);

  /** Cancels the scope's working orders at one venue and confirms each. */
  @ActivityMethod(name = "CancelWorkingOrders")
  Cancelled cancelWorkingOrders(String stopId, String venue);

  /** Reads positions and quotes from the venues and writes the plan; adds what is new. */
  @ActivityMethod(name = "Assess")
  PlanSummary assess(String stopId);

  /** Works on one batch: chases fills, re-prices, and returns what is left. */
  @ActivityMethod(name = "LiquidateBatch")
  BatchResult liquidateBatch(String stopId, int batch, int round);

  /** Marks what is still open at the deadline. */
  @ActivityMethod(name = "MarkResiduals")
  void markResiduals(String stopId);

  /** Cancels what is left of the stop's own orders, sweeps foreign ones, and reads everything. */
  @ActivityMethod(name = "VerifyBook")
  BookReading verifyBook(String stopId, boolean firstRead);

  /**
   * What cancelling did.
   *
   * @param venue where
   * @param cancelled orders confirmed to be over
   * @param open orders not confirmed yet
   * @param missing why the venue's word is missing, empty when it answered
   */
  record Cancelled(String venue, int cancelled, int open, String missing) {}

  /**
   * What is left of a batch.
   *
   * @param batch its number
   * @param open positions still open
   * @param waiting those of them for which another round now is of no use (market closed)
   * @param riskLeft risk still open in this batch, as text
   * @param text one sentence for people
   */
  record BatchResult(int batch, int open, int waiting, String riskLeft, String text) {}

  /**
   * The venues' word on what is open.
   *
   * @param complete whether every venue answered every question
   * @param openPositions positions that are neither worthless nor dust
   * @param listed worthless and dust positions that the outcome lists
   * @param workingOrders open orders of the scope, of anybody
   * @param inFlight own orders whose final state is not known
   * @param digest equal for equal books
   * @param text one sentence for people
   */
  record BookReading(
      boolean complete,
      int openPositions,
      int listed,
      int workingOrders,
      int inFlight,
      String digest,
      String text) {

    /** Returns whether this read, by itself, shows nothing that must not be there. */
    public boolean showsNothing() {
      return complete && openPositions == 0 && workingOrders == 0 && inFlight == 0;
    }
  }
}
