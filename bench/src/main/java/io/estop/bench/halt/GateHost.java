package io.estop.bench.halt;

import io.estop.bench.process.CallersThread;
import io.estop.bench.process.Control;
import io.estop.gate.TradingGate;
import io.estop.gate.Verdict;
import io.estop.model.EnvironmentId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * A process with some components' gates, one Redis client for all of them, and as many bare
 * subscribers. Arguments: port of the bench, environment, port of Redis, first number, how many.
 */
public final class GateHost {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);

  private final List<WatchedGate> gates = new ArrayList<>();
  private final List<RawSubscriber> subscribers = new ArrayList<>();

  // Set by the thread that answers the bench, read by the threads of gates and subscribers.
  private volatile Round denials = new Round("", 0);
  private volatile Round messages = new Round("", 0);

  // As many gates in one process share it in a real one; a thread each would measure wake-ups.
  private final ScheduledExecutorService feeding = Executors.newScheduledThreadPool(1, daemon());
  // The raw subscribers hear on the thread that reads from Redis, so verdicts are asked for there
  // too: waking a thread of its own would count with each denial, which stands from the swap on.
  private final ExecutorService listening = new CallersThread();

  private GateHost(EnvironmentId environment, RedisClient redis, int first, int count) {
    for (int i = first; i < first + count; i++) {
      gates.add(
          new WatchedGate(
              TradingGate.builder(environment, "bench-" + i, redis).threads(feeding, listening),
              () -> denials));
      subscribers.add(new RawSubscriber(redis, () -> messages));
    }
  }

  public static void main(String[] arguments) throws IOException {
    try (Control control = Control.connect(Integer.parseInt(arguments[0]))) {
      RedisClient redis =
          RedisClient.create(RedisURI.create("127.0.0.1", Integer.parseInt(arguments[2])));
      GateHost host =
          new GateHost(
              EnvironmentId.parse(arguments[1]),
              redis,
              Integer.parseInt(arguments[3]),
              Integer.parseInt(arguments[4]));
      control.serve(host::answer);
    }
    // The gates' threads are daemons, Redis' are not: the bench has gone, so does this.
    System.exit(0);
  }

  private String answer(String question) {
    String[] words = question.split(" ", -1);
    try {
      return switch (words[0]) {
        case "clock" -> String.valueOf(System.nanoTime());
        case "arm" -> arm(words[1]);
        case "denied" -> denials.await(SEEN_WITHIN);
        case "raw" -> raw(words[1]);
        case "heard" -> messages.await(SEEN_WITHIN);
        default -> throw new IllegalArgumentException("unknown question: " + question);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Answers how many gates allow the symbol now: a denial counts only where there was none. */
  private String arm(String symbol) {
    denials = new Round(symbol, gates.size());
    return String.valueOf(
        gates.stream().map(gate -> gate.look(symbol)).filter(Verdict::allowed).count());
  }

  private static ThreadFactory daemon() {
    return work -> {
      Thread thread = new Thread(work, "bench-gates");
      thread.setDaemon(true);
      return thread;
    };
  }

  private String raw(String name) {
    messages = new Round(name, subscribers.size());
    return "ready";
  }
}
