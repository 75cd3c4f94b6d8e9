package io.estop.workflows.stop;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stop needs done at the venues. Takes ids, returns figures; rows stand in PostgreSQL. */
@ActivityInterface
public interface LiquidationActivities {

  /**
   * Returns the venues that the stop's scope touches.
   *
   * @param scope of the stop, so that PostgreSQL is not needed; null in runs of older versions
   */
  @ActivityMethod(name = "VenuesInScope")
  List<String> venuesInScope(String stopId, @Nullable String scope);

  /**
   * Cancels the scope's working orders at one venue and confirms each. Goes on without PostgreSQL
   * where the scope is given.
   *
   * @param scope of the stop, so that PostgreSQL is not needed; null in runs of older versions
   */
  @ActivityMethod(name = "CancelWorkingOrders")
  Cancelled cancelWorkingOrders(String stopId, String venue, @Nullable String scope);

  /**
   * Cancels orders of the scope that appeared since, at every venue: those of nobody known. One
   * pass of each venue; repeated in every slow round to the end of the stop, under CANCEL and
   * FLATTEN only. Never sends an order.
   *
   * @param scope of the stop, so that PostgreSQL is not needed; null reads it from the row
   */
  @ActivityMethod(name = "Sweep")
  Swept sweep(String stopId, @Nullable String scope);

  /**
   * Locks every account that the scope covers as a whole, whose outcome is FLAT and on which no
   * stop has an open claim. Accounts that cannot be locked by configuration are left alone.
   */
  @ActivityMethod(name = "LockAccounts")
  AccountLocks lockAccounts(String stopId);

  /**
   * Gives up the stop's share of its account locks: an account of which it was the last owner is
   * unlocked. A lock that somebody else set stays. Recovery does so when it loosens the hold, and
   * an assessment that finds work lifts what is in its way by itself.
   */
  @ActivityMethod(name = "UnlockAccounts")
  AccountLocks unlockAccounts(String stopId);

  /** Reads positions and quotes from the venues and writes the plan; adds what is new. */
  @ActivityMethod(name = "Assess")
  PlanSummary assess(String stopId);

  /**
   * Works on one batch: chases fills, re-prices, and returns what is left.
   *
   * @param deadline when the time for liquidation is over: near it everything is due, within the
   *     collar; null in runs of older versions
   */
  @ActivityMethod(name = "LiquidateBatch")
  BatchResult liquidateBatch(String stopId, int batch, int round, @Nullable Instant deadline);

  /** Marks what is still open at the deadline. */
  @ActivityMethod(name = "MarkResiduals")
  void markResiduals(String stopId);

  /** Cancels what is left of the stop's own orders, sweeps foreign ones, and reads everything. */
  @ActivityMethod(name = "VerifyBook")
  BookReading verifyBook(String stopId, boolean firstRead);

  /**
   * Waits for the quiet period, then reads everything a second time. A timer of the workflow would
   * round it up to the server's seconds.
   *
   * @param quietMillis longer than a venue request may take
   */
  @ActivityMethod(name = "VerifyBookAfter")
  BookReading verifyBookAfter(String stopId, long quietMillis);

  /**
   * What cancelling did.
   *
   * @param venue where
   * @param cancelled orders confirmed to be over
   * @param open orders not confirmed yet
   * @param missing why the venue's word is missing, empty when it answered
   * @param unattributed open orders of which nobody knows whether they belong to a desk, trader,
   *     client or strategy that is to be cancelled, one sentence each: they stay, and people are
   *     told. Always empty for wider scopes, which cover such orders
   */
  record Cancelled(
      String venue, int cancelled, int open, String missing, List<String> unattributed) {

    public Cancelled {
      // Answers of older versions do not have it.
      unattributed = unattributed == null ? List.of() : List.copyOf(unattributed);
    }

    public Cancelled(String venue, int cancelled, int open, String missing) {
      this(venue, cancelled, open, missing, List.of());
    }
  }

  /**
   * What a sweep did.
   *
   * @param cancelled orders confirmed to be over
   * @param open foreign orders still there
   * @param missing venues whose word is missing, each with why; what could not be recorded yet
   * @param stubborn orders that came back again and again, one sentence each, for an alarm
   */
  record Swept(int cancelled, int open, List<String> missing, List<String> stubborn) {}

  /**
   * What became of account locks.
   *
   * @param changed accounts that were locked or unlocked by this call
   * @param failed accounts for which it did not work, each with why
   */
  record AccountLocks(List<String> changed, List<String> failed) {}

  /**
   * What is left of a batch.
   *
   * @param batch its number
   * @param open positions still open
   * @param waiting those of them for which another round now is of no use (market closed)
   * @param riskLeft risk still open in this batch, as text
   * @param text one sentence for people
   * @param dueInMillis for how long there is nothing to do; 0: another round soon
   * @param opensAt when the market opens, where all that is open waits for it; null else
   */
  record BatchResult(
      int batch,
      int open,
      int waiting,
      String riskLeft,
      String text,
      long dueInMillis,
      @Nullable Instant opensAt) {

    public BatchResult(int batch, int open, int waiting, String riskLeft, String text) {
      this(batch, open, waiting, riskLeft, text, 0, null);
    }
  }

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
