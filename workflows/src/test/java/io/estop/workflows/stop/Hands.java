package io.estop.workflows.stop;

import io.estop.workflows.stop.LiquidationActivities.BatchResult;
import io.estop.workflows.stop.LiquidationActivities.BookReading;
import io.estop.workflows.stop.LiquidationActivities.Cancelled;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Hands that do nothing but tell the story, and answer by a script. */
final class Hands {
  static final BookReading NOTHING = new BookReading(true, 0, 0, 0, 0, "empty", "0 positions open");
  static final StopSettings SETTINGS = new StopSettings(2_000, 1_000, 4_000, 60_000, 30_000);

  final List<String> story = new CopyOnWriteArrayList<>();
  final List<String> notices = new CopyOnWriteArrayList<>();
  final Deque<BookReading> readings = new ArrayDeque<>();
  final Deque<BatchResult> results = new ArrayDeque<>();
  final Deque<PlanSummary> plans = new ArrayDeque<>();
  volatile BookReading usual = NOTHING;

  /** How long those who read a second time were to wait. */
  final List<Long> quiet = new CopyOnWriteArrayList<>();

  volatile boolean duplicate;
  volatile boolean deaf;
  volatile boolean held;
  volatile boolean databaseDown;
  volatile boolean everythingDown;
  volatile boolean acknowledgeFails;
  volatile boolean unheld;
  volatile boolean roundFails;
  volatile boolean heldNoMore;
  volatile boolean duplicateInDatabase;
  volatile HaltActivities.@Nullable KnownStop known;
  volatile List<String> stubborn = List.of();
  volatile List<String> lockable = List.of();
  volatile List<String> lockFailures = List.of();

  /** What happens while a press is being held or the flag is asked. */
  volatile Runnable meanwhile = () -> {};

  /** What happens while a batch is worked on. */
  volatile IntConsumer whileRound = batch -> {};

  volatile Runnable whileEnding = () -> {};
  volatile Runnable whileSweeping = () -> {};
  volatile Runnable whileQuiet = () -> {};

  volatile List<String> silent = List.of();
  final Halt halt = new Halt();
  final Liquidation liquidation = new Liquidation();
  final Notice notice = new Notice();

  static BookReading open(int positions) {
    return new BookReading(true, positions, 0, 0, 0, "open " + positions, positions + " open");
  }

  static BookReading unanswered() {
    return new BookReading(false, 0, 0, 0, 0, "none", "no word from paper");
  }

  static PlanSummary plan(Integer... batches) {
    return new PlanSummary(batches.length, 0, 0, List.of(batches), "100", List.of());
  }

  final class Halt implements HaltActivities {
    @Override
    public Activation activate(PressMessage press, String workflowId, String runId) {
      if (everythingDown) {
        throw ApplicationFailure.newFailure("no store", "Down");
      }
      story.add("activate " + press.stopId());
      return new Activation(
          duplicate, !databaseDown, SETTINGS, unheld, databaseDown ? null : known);
    }

    @Override
    public boolean hold(PressMessage press) {
      story.add("hold " + press.stopId() + " " + press.action());
      return !heldNoMore;
    }

    @Override
    public Recorded recordStop(PressMessage press, String workflowId, String runId) {
      needDatabase();
      story.add("record " + press.stopId());
      return new Recorded(duplicateInDatabase, known);
    }

    @Override
    public Joined join(String stopId, PressMessage press) {
      meanwhile.run();
      story.add("join " + press.stopId() + " " + press.action());
      return new Joined(false, !databaseDown);
    }

    @Override
    public void recordJoin(String stopId, PressMessage press) {
      needDatabase();
      story.add("record join " + press.stopId());
    }

    @Override
    public void recordEscalation(EscalationChange change) {
      needDatabase();
      story.add("escalation " + change.event() + " by " + change.actor());
    }

    @Override
    public void recordDirective(DirectiveGiven given) {
      needDatabase();
      DirectiveMessage message = given.message();
      story.add("directive " + given.kind() + " " + message.symbol() + " by " + message.actor());
    }

    @Override
    public void remark(String stopId, String event, String text) {
      needDatabase();
      story.add("remark " + event);
    }

    private void needDatabase() {
      if (databaseDown) {
        throw ApplicationFailure.newFailure("no database", "Down");
      }
    }

    @Override
    public Acknowledged awaitAcknowledgements(String stopId, long withinMillis) {
      story.add("acknowledgements");
      if (acknowledgeFails) {
        throw ApplicationFailure.newFailure("components are not listed", "Down");
      }
      return new Acknowledged(2, silent);
    }

    @Override
    public void enterPhase(PhaseChange change) {
      needDatabase();
      story.add(change.phase() + (change.again() ? " again" : ""));
    }

    @Override
    public void recordOutcome(String stopId, String outcome, String text, boolean again) {
      needDatabase();
      story.add("outcome " + outcome + (again ? " again" : ""));
    }

    @Override
    public boolean isHeld(String stopId) {
      boolean answer = held;
      meanwhile.run();
      return answer;
    }

    @Override
    public void end(String stopId, CloseMessage close) {
      needDatabase();
      whileEnding.run();
      story.add("end by " + close.actor());
    }
  }

  final class Liquidation implements LiquidationActivities {
    @Override
    public List<String> venuesInScope(String stopId, @Nullable String scope) {
      return List.of("paper");
    }

    @Override
    public Cancelled cancelWorkingOrders(String stopId, String venue, @Nullable String scope) {
      story.add("cancel at " + venue);
      return new Cancelled(venue, 1, 0, "");
    }

    @Override
    public Swept sweep(String stopId, @Nullable String scope) {
      whileSweeping.run();
      story.add("sweep");
      return new Swept(0, 0, List.of(), stubborn);
    }

    @Override
    public AccountLocks lockAccounts(String stopId) {
      story.add("lock accounts");
      return new AccountLocks(lockable, lockFailures);
    }

    @Override
    public AccountLocks unlockAccounts(String stopId) {
      story.add("unlock accounts");
      return new AccountLocks(lockable, List.of());
    }

    @Override
    public synchronized PlanSummary assess(String stopId) {
      story.add("assess");
      return plans.isEmpty() ? PlanSummary.none() : plans.remove();
    }

    @Override
    public BatchResult liquidateBatch(
        String stopId, int batch, int round, @Nullable Instant deadline) {
      whileRound.accept(batch);
      return liquidated(batch, round);
    }

    private synchronized BatchResult liquidated(int batch, int round) {
      if (roundFails) {
        throw ApplicationFailure.newFailure("no database", "Down");
      }
      story.add("round " + round + " batch " + batch);
      return results.isEmpty() ? new BatchResult(batch, 0, 0, "0", "") : results.remove();
    }

    @Override
    public void markResiduals(String stopId) {
      story.add("mark residuals");
    }

    @Override
    public synchronized BookReading verifyBook(String stopId, boolean firstRead) {
      story.add(firstRead ? "first read" : "second read");
      return readings.isEmpty() ? usual : readings.remove();
    }

    @Override
    public BookReading verifyBookAfter(String stopId, long quietMillis) {
      quiet.add(quietMillis);
      whileQuiet.run();
      return verifyBook(stopId, false);
    }
  }

  final class Notice implements NoticeActivities {
    @Override
    public void notifyPeople(String subject, String event, String text) {
      if (deaf) {
        throw ApplicationFailure.newNonRetryableFailure("Slack is down", "Down");
      }
      notices.add(event);
    }
  }
}
