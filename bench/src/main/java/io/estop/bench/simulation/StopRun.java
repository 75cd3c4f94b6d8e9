package io.estop.bench.simulation;

import io.estop.bench.simulation.Machine.Activity;
import io.estop.bench.simulation.Turns.Task;
import io.estop.liquidation.Assessor;
import io.estop.liquidation.BatchWorker.Left;
import io.estop.liquidation.BookVerifier.Reading;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.Pulse;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.store.plan.PositionRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Drives one stop as its workflow does: each activity is tried until it answers, on a new machine
 * where the old one has ended, while one that was given up may still go on.
 */
final class StopRun {
  private static final Duration ROUND = Duration.ofMillis(300);
  private static final Duration QUIET = Duration.ofMillis(600);
  private static final Duration HOLD = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(100);
  private static final Duration LONGEST_ACTIVITY = Duration.ofSeconds(60);

  /** After all troubles have ended a stop is flat long before. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final int VERIFY_PASSES = 6;
  private static final int LOOKS = 2;

  final StopId stop;
  final Scope scope;
  private final World world;
  private final Duration timeout;
  private Machine machine;
  private int machines;
  private boolean ended;

  StopRun(World world, StopId stop, Scope scope, Duration timeout) {
    this.world = world;
    this.stop = stop;
    this.scope = scope;
    this.timeout = timeout;
    this.machine = next();
  }

  private Machine next() {
    machines++;
    return new Machine(world, stop.value() + "." + machines);
  }

  /** The stop is ended from outside, as a recovery does. */
  void end() {
    ended = true;
  }

  boolean isEnded() {
    return ended;
  }

  /** Runs the stop until it is flat for good, or ended. */
  void run() {
    try {
      live();
    } catch (Over over) {
      world.watch().tell(stop + " begins nothing more");
    }
  }

  private void live() {
    for (String venue : machine.engine().venuesInScope(scope)) {
      activity("cancel", (engine, pulse) -> engine.cancelWorkingOrders(stop, scope, venue, pulse));
    }
    boolean flat = liquidate();
    int looks = 0;
    while (!ended && looks < LOOKS) {
      world.turns().sleep(HOLD);
      if (world.turns().elapsed().compareTo(LONGEST) > 0) {
        world.watch().found(Finding.STUCK, stop + ": " + openRows());
        return;
      }
      for (String venue : machine.engine().venuesInScope(scope)) {
        activity("sweep", (engine, pulse) -> engine.sweep(stop, scope, venue, pulse));
      }
      Reading reading = read(true);
      boolean nothing = showsNothing(reading);
      if (!reading.missing().isEmpty()) {
        flat = false;
      } else if (!nothing || !flat) {
        flat = liquidate();
      }
      boolean settled = flat ? nothing : world.isLeftToPeople(this);
      looks = settled && world.isCalm() ? looks + 1 : 0;
    }
  }

  private List<String> openRows() {
    return world.rows(stop).stream()
        .filter(row -> !row.status().isResolved())
        .map(
            row ->
                row.number()
                    + " "
                    + row.account()
                    + " "
                    + row.startQuantity().toPlainString()
                    + " "
                    + row.instrument()
                    + " "
                    + row.status()
                    + " "
                    + row.reason()
                    + " "
                    + row.detail())
        .toList();
  }

  /** Returns whether the stop is flat then. */
  private boolean liquidate() {
    Assessor.Plan plan = activity("assess", (engine, pulse) -> engine.assess(stop, pulse));
    List<Integer> due =
        plan.rows().stream()
            .filter(row -> row.status() == PositionStatus.OPEN)
            .map(PositionRow::batch)
            .distinct()
            .toList();
    if (!due.isEmpty()) {
      rounds(due);
    }
    return verify();
  }

  private void rounds(List<Integer> first) {
    Instant deadline = world.turns().instant().plus(timeout);
    List<Integer> due = first;
    boolean open = true;
    while (!ended && !due.isEmpty() && world.turns().instant().isBefore(deadline)) {
      List<Left> results = round(due);
      open = results.stream().anyMatch(left -> left.open() > 0);
      List<Integer> again = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).open() > results.get(i).useless()) {
          again.add(due.get(i));
        }
      }
      due = again;
      if (!due.isEmpty()) {
        world.turns().sleep(ROUND);
      }
    }
    if (open) {
      activity(
          "mark residuals",
          (engine, pulse) -> {
            engine.markResiduals(stop);
            return stop;
          });
    }
  }

  /** All due batches side by side, as the worker's slots do them. */
  private List<Left> round(List<Integer> due) {
    List<Left> results = new ArrayList<>();
    List<Task> tasks = new ArrayList<>();
    for (int batch : due) {
      results.add(null);
      int at = results.size() - 1;
      tasks.add(
          world
              .turns()
              .begin(
                  () ->
                      results.set(
                          at,
                          activity(
                              "liquidate " + batch,
                              (engine, pulse) -> engine.liquidate(stop, batch, pulse)))));
    }
    for (Task task : tasks) {
      while (!world.turns().await(task, LONGEST_ACTIVITY)) {
        world.watch().tell(stop + " waits for a batch");
      }
      if (!(task.failure() instanceof Over)) {
        world.require(task.failure());
      }
    }
    if (ended) {
      throw new Over();
    }
    return results;
  }

  private boolean verify() {
    Instant firstBegan = world.turns().instant();
    Reading first = read(true);
    for (int pass = 1;
        pass < VERIFY_PASSES && (!first.missing().isEmpty() || first.inFlight() > 0);
        pass++) {
      world.turns().sleep(QUIET);
      firstBegan = world.turns().instant();
      first = read(true);
    }
    if (world.plant() == Plant.ONE_READ) {
      return settle(first, first, new Reads(world.turns().instant(), world.turns().instant()));
    }
    world.turns().sleep(QUIET);
    Reads reads = new Reads(firstBegan, world.turns().instant());
    return settle(first, read(false), reads);
  }

  /** When the two reads began. */
  record Reads(Instant first, Instant second) {}

  /** As the workflow settles it: twice the same, and nothing there. */
  private boolean settle(Reading first, Reading second, Reads reads) {
    boolean complete = first.missing().isEmpty() && second.missing().isEmpty();
    boolean flat =
        showsNothing(first) && showsNothing(second) && first.digest().equals(second.digest());
    String outcome = flat ? "FLAT" : complete ? "RESIDUAL" : "UNKNOWN";
    world.watch().tell(stop + " is " + outcome + ", after " + second);
    if (flat) {
      world.judgeFlat(this, reads);
    } else if (complete && !ended) {
      judgeResiduals();
    }
    return flat;
  }

  private void judgeResiduals() {
    for (PositionRow row : world.rows(stop)) {
      if (row.status() == PositionStatus.RESIDUAL && row.reason() == ResidualReason.NONE) {
        world.watch().found(Finding.RESIDUAL_WITHOUT_REASON, stop + " " + row);
      }
    }
  }

  private static boolean showsNothing(Reading reading) {
    return reading.missing().isEmpty()
        && reading.open().isEmpty()
        && reading.workingOrders() == 0
        && reading.inFlight() == 0;
  }

  private Reading read(boolean first) {
    return activity("verify", (engine, pulse) -> engine.verify(stop, first, pulse));
  }

  // ---- activities

  /** The workflow is over: it begins nothing more. */
  private static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private <T> T activity(String what, BiFunction<LiquidationEngine, Pulse, T> work) {
    while (true) {
      if (ended) {
        throw new Over();
      }
      Attempt<T> attempt = new Attempt<>(machine, work);
      Task task = world.turns().begin(attempt);
      boolean done = world.turns().await(task, world.patience(LONGEST_ACTIVITY));
      T result = attempt.result;
      if (done && result != null) {
        return result;
      }
      if (done) {
        judge(what, attempt, task.failure());
      } else {
        world.watch().tell(stop + " gives up waiting for " + what);
        attempt.activity.abandon();
      }
      if (machine.isDead()) {
        machine = next();
      }
      world.turns().sleep(RETRY);
    }
  }

  private void judge(String what, Attempt<?> attempt, @Nullable Throwable failure) {
    boolean expected =
        attempt.machine.isDead()
            || failure instanceof DataAccessException
            || failure instanceof TransactionException;
    world.watch().tell(stop + " " + what + " fails: " + failure);
    if (!expected) {
      world.watch().found(Finding.BROKEN, what + ": " + failure);
    }
  }

  private final class Attempt<T> implements Runnable {
    private final Machine machine;
    private final BiFunction<LiquidationEngine, Pulse, T> work;
    private final Activity activity;
    private @Nullable T result;

    Attempt(Machine machine, BiFunction<LiquidationEngine, Pulse, T> work) {
      this.machine = machine;
      this.work = work;
      this.activity = machine.new Activity();
    }

    @Override
    public void run() {
      world.on(machine, () -> result = work.apply(machine.engine(), activity));
    }
  }
}
