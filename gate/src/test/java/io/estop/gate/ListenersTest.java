package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.GateMemory.Move;
import io.estop.gate.board.Holds;
import io.estop.model.hold.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ListenersTest {
  private final Later thread = new Later();
  private final Failures failures = new Failures();
  private final List<String> heard = new ArrayList<>();

  @Test
  void gatesThatShareAThreadWakeItOnceAndAreToldInOrder() {
    Listeners first = listeners(hold -> heard.add("first " + hold.stopId()));
    Listeners second = listeners(hold -> heard.add("second " + hold.stopId()));
    first.note(List.of(came("s1"), came("s2")));
    second.note(List.of(came("s1")));

    Listeners.wake(List.of(first, second));

    assertThat(heard).as("told on the caller's thread").isEmpty();
    assertThat(thread.tasks).hasSize(1);
    thread.run();
    assertThat(heard).containsExactly("first s1", "first s2", "second s1");
    first.wake();
    assertThat(thread.tasks).as("nothing to tell wakes nobody").isEmpty();
  }

  @Test
  void aListenerThatThrowsAnErrorKeepsNothingFromTheOthers() {
    Listeners first =
        listeners(
            hold -> {
              throw new StackOverflowError("a listener that fails");
            });
    Listeners second = listeners(hold -> heard.add("second " + hold.stopId()));
    first.note(List.of(came("s1")));
    second.note(List.of(came("s1")));

    Listeners.wake(List.of(first, second));
    thread.run();

    assertThat(heard).containsExactly("second s1");
    assertThat(failures.count()).isEqualTo(1);
  }

  @Test
  void aThreadThatHasEndedIsCountedAndStopsNothing() {
    Listeners ended = listeners(hold -> heard.add("never"));
    thread.shutdown();
    ended.note(List.of(came("s1")));

    ended.wake();

    assertThat(failures.count()).isEqualTo(1);
    ended.wake();
    assertThat(failures.count()).as("nothing is kept for a thread that ended").isEqualTo(1);
  }

  private Listeners listeners(Consumer<Hold> onPause) {
    GateListener listener =
        new GateListener() {
          @Override
          public void onPause(Hold hold) {
            onPause.accept(hold);
          }
        };
    return new Listeners(List.of(listener), thread, failures);
  }

  private static Move came(String stop) {
    return new Move(null, Holds.firm(stop));
  }

  /** Runs what it was given when told to. */
  private static final class Later extends AbstractExecutorService {
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean ended;

    void run() {
      List.copyOf(tasks).forEach(Runnable::run);
      tasks.clear();
    }

    @Override
    public void execute(Runnable task) {
      if (ended) {
        throw new RejectedExecutionException("ended");
      }
      tasks.add(task);
    }

    @Override
    public void shutdown() {
      ended = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      ended = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return ended;
    }

    @Override
    public boolean isTerminated() {
      return ended;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return ended;
    }
  }
}
