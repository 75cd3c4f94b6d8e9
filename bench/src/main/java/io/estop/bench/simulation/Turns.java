package io.estop.bench.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in one world. Tasks are threads of which exactly one runs; whoever waits gives
 * the turn to whatever is due next, and the clock goes there. Nothing else moves time, so a world
 * is the same for the same seed. What falls on the same moment is ordered by the seed.
 */
final class Turns extends Clock {
  private static final Instant BEGIN = Instant.parse("2026-11-23T15:00:00Z");

  /** The end of a world, for tasks that are still in the middle of something. */
  static final class WorldOver extends Error {
    private static final long serialVersionUID = 1;

    WorldOver() {
      super("the world is over", null, false, false);
    }
  }

  /** What a thread does in the world. */
  final class Task {
    private final Semaphore turn = new Semaphore(0);
    private boolean done;
    private @Nullable Throwable failure;
    private @Nullable Task waiter;

    boolean isDone() {
      return done;
    }

    /** Returns what ended it, null where it came to its own end. */
    @Nullable Throwable failure() {
      return failure;
    }
  }

  /** A moment at which a task goes on, or something happens. */
  private record Turn(long at, long tie, long number, @Nullable Task task, @Nullable Runnable event)
      implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      int byTime = Long.compare(at, other.at);
      int byTie = byTime != 0 ? byTime : Long.compare(tie, other.tie);
      return byTie != 0 ? byTie : Long.compare(number, other.number);
    }
  }

  private final Random order;
  private final Executor threads;
  private final long mostTurns;
  private final PriorityQueue<Turn> queue = new PriorityQueue<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Task root = new Task();
  // Touched by the one thread that has the turn; handing it over orders memory.
  private Task running = root;
  private long micros;
  private long numbered;
  private boolean over;

  Turns(Random order, Executor threads, long mostTurns) {
    this.order = order;
    this.threads = threads;
    this.mostTurns = mostTurns;
  }

  /** Lets something happen later; it must not wait. */
  void after(Duration delay, Runnable event) {
    add(delay, null, event);
  }

  /** Begins a task; it has its first turn at this moment, after whoever begins it waits. */
  Task begin(Runnable work) {
    Task task = new Task();
    tasks.add(task);
    threads.execute(() -> live(task, work));
    add(Duration.ZERO, task, null);
    return task;
  }

  private void live(Task task, Runnable work) {
    task.turn.acquireUninterruptibly();
    try {
      if (!over) {
        work.run();
      }
    } catch (Throwable ended) {
      task.failure = ended;
    } finally {
      task.done = true;
      if (over) {
        root.turn.release();
      } else {
        wake(task.waiter);
        handTo(next());
      }
    }
  }

  private void wake(@Nullable Task waiter) {
    if (waiter != null) {
      queue.removeIf(turn -> turn.task() == waiter);
      add(Duration.ZERO, waiter, null);
    }
  }

  /** Waits until the task is done, at most so long; returns whether it is. */
  boolean await(Task task, Duration most) {
    if (!task.done) {
      task.waiter = running;
      sleep(most);
      task.waiter = null;
    }
    return task.done;
  }

  /** Waits, while others have their turns. */
  void sleep(Duration time) {
    requireWorld();
    Task self = running;
    add(time, self, null);
    Task next = next();
    if (next != self) {
      handTo(next);
      self.turn.acquireUninterruptibly();
    }
    requireWorld();
  }

  /** Waits, and lets no other task have a turn: for who holds what another would wait for. */
  void sleepAlone(Duration time) {
    requireWorld();
    long until = micros + micros(time);
    List<Turn> later = new ArrayList<>();
    for (Turn turn = queue.peek(); turn != null && turn.at() <= until; turn = queue.peek()) {
      queue.poll();
      if (turn.event() == null) {
        later.add(turn);
      } else {
        micros = Math.max(micros, turn.at());
        turn.event().run();
      }
    }
    queue.addAll(later);
    micros = until;
  }

  private void handTo(Task next) {
    running = next;
    next.turn.release();
  }

  private Task next() {
    while (true) {
      Turn turn = queue.poll();
      if (turn == null || numbered > mostTurns) {
        // Nobody would ever go on: the one that watches over the world says so.
        over = true;
        return root;
      }
      micros = Math.max(micros, turn.at());
      if (turn.task() != null) {
        return turn.task();
      }
      if (turn.event() != null) {
        turn.event().run();
      }
    }
  }

  private void add(Duration delay, @Nullable Task task, @Nullable Runnable event) {
    queue.add(new Turn(micros + micros(delay), order.nextLong(), numbered++, task, event));
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }

  private void requireWorld() {
    if (over) {
      throw new WorldOver();
    }
  }

  /** Ends every task where it stands. For the thread that made this world. */
  void end() {
    over = true;
    for (Task task : List.copyOf(tasks)) {
      if (!task.done) {
        running = task;
        task.turn.release();
        root.turn.acquireUninterruptibly();
      }
    }
  }

  /** Returns how many turns there were: a measure of what went on. */
  long turns() {
    return numbered;
  }

  /** Returns the time since the world began. */
  Duration elapsed() {
    return Duration.of(micros, ChronoUnit.MICROS);
  }

  @Override
  public Instant instant() {
    return BEGIN.plus(micros, ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
