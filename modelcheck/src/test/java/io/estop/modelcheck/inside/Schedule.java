package io.estop.modelcheck.inside;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads run one step at a time. The product's sources are instrumented so that each access
 * to what threads share asks here first. A write without a full fence waits in its thread's store
 * buffer, from where it reaches the others at any time.
 */
public final class Schedule {
  private static final ThreadLocal<@Nullable Controlled> MINE = new ThreadLocal<>();

  private final List<Controlled> threads = new ArrayList<>();
  private final Map<Object, String> shared = new IdentityHashMap<>();
  private final List<Object> places = new ArrayList<>();
  private final Semaphore parked = new Semaphore(0);
  private final Function<@Nullable Object, String> names;

  /**
   * @param names what a shared value is called; equal for what nobody can tell apart
   */
  public Schedule(Function<@Nullable Object, String> names) {
    this.names = names;
  }

  private final class Controlled {
    final String name;
    final Semaphore go = new Semaphore(0);
    final Deque<Runnable> buffer = new ArrayDeque<>();
    final StringBuilder seen = new StringBuilder();
    volatile String at = "";
    volatile boolean over;
    volatile @Nullable Throwable failed;

    Controlled(String name) {
      this.name = name;
    }

    void pause(String label) {
      at = label;
      parked.release();
      go.acquireUninterruptibly();
    }

    Schedule schedule() {
      return Schedule.this;
    }
  }

  /** Adds a thread; it waits before its first step. */
  public void add(String name, Runnable first, Runnable work) {
    Controlled thread = new Controlled(name);
    threads.add(thread);
    Thread real =
        new Thread(
            () -> {
              first.run();
              MINE.set(thread);
              try {
                thread.pause("begins");
                work.run();
              } catch (Error | RuntimeException thrown) {
                thread.failed = thrown;
              } finally {
                thread.over = true;
                thread.at = "over";
                MINE.remove();
                parked.release();
              }
            },
            name);
    real.setDaemon(true);
    real.start();
    parked.acquireUninterruptibly();
  }

  /** Returns what may happen next: a thread's number, or that plus 100 for its store buffer. */
  public List<Integer> options() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < threads.size(); i++) {
      if (!threads.get(i).over) {
        found.add(i);
      }
      if (!threads.get(i).buffer.isEmpty()) {
        found.add(100 + i);
      }
    }
    return found;
  }

  /** Does one step; returns it in words. */
  public String step(int option) {
    Controlled thread = threads.get(option % 100);
    if (option >= 100) {
      thread.buffer.removeFirst().run();
      return thread.name + "'s write reaches the others";
    }
    String words = thread.name + " " + thread.at;
    thread.go.release();
    parked.acquireUninterruptibly();
    Throwable failed = thread.failed;
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed instanceof RuntimeException exception) {
      throw exception;
    }
    return words;
  }

  /** Runs everything to its end, so that no thread is left. */
  public void finish() {
    while (!options().isEmpty()) {
      step(options().get(0));
    }
  }

  /** Returns what decides everything that can happen from here. */
  public String state() {
    StringBuilder text = new StringBuilder();
    for (Controlled thread : threads) {
      text.append(thread.at).append('|').append(thread.seen).append('|');
      text.append(thread.buffer.size()).append('\n');
    }
    places.forEach(place -> text.append(shared.get(place)).append(','));
    return text.toString();
  }

  /** A step of the thread that runs, if it is controlled. */
  public static void at(String label) {
    Controlled mine = MINE.get();
    if (mine != null) {
      mine.pause(label);
    }
  }

  /** Forgets what the thread has seen: what it does next does not depend on it. */
  public static void anew(String turn) {
    Controlled mine = MINE.get();
    if (mine != null) {
      mine.seen.setLength(0);
      mine.seen.append(turn);
    }
  }

  /** Reads what threads share. */
  public static <T> T read(String label, Supplier<T> read) {
    Controlled mine = MINE.get();
    if (mine == null) {
      return read.get();
    }
    mine.pause(label);
    T value = read.get();
    mine.seen.append(mine.schedule().names.apply(value)).append(' ');
    return value;
  }

  /** Writes with a full fence: what waits in the buffer goes first. */
  public static void write(String label, Object place, @Nullable Object value, Runnable write) {
    Controlled mine = MINE.get();
    if (mine == null) {
      write.run();
      return;
    }
    mine.pause(label);
    mine.buffer.forEach(Runnable::run);
    mine.buffer.clear();
    mine.schedule().put(place, value, write);
  }

  /** Writes without one: others see it later. */
  public static void writeLater(
      String label, Object place, @Nullable Object value, Runnable write) {
    Controlled mine = MINE.get();
    if (mine == null) {
      write.run();
      return;
    }
    mine.pause(label);
    mine.buffer.add(() -> mine.schedule().put(place, value, write));
  }

  /** A thread sees its own writes: what waits in its buffer is made visible before it looks. */
  public static void drain() {
    Controlled mine = MINE.get();
    if (mine != null) {
      mine.buffer.forEach(Runnable::run);
      mine.buffer.clear();
    }
  }

  private void put(Object place, @Nullable Object value, Runnable write) {
    write.run();
    if (shared.put(place, names.apply(value)) == null) {
      places.add(place);
    }
  }
}
