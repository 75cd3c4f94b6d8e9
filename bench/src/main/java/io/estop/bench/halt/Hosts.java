package io.estop.bench.halt;

import io.estop.bench.process.ChildJvm;
import io.estop.embedded.Stack;
import io.estop.embedded.process.Await;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The processes with the gates. */
final class Hosts implements AutoCloseable {
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(15);
  private static final Duration BUILT_WITHIN = Duration.ofSeconds(120);
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(60);

  private final List<ChildJvm> hosts = new ArrayList<>();
  private final int gates;

  /**
   * What the hosts saw.
   *
   * @param nanos the last one's moment
   * @param missing who saw nothing in time
   * @param wrong who denied for another reason, or allowed
   */
  record Seen(long nanos, long missing, long wrong) {}

  private Hosts(int gates) {
    this.gates = gates;
  }

  /** Starts so many gates in so many processes, and waits until all of them allow orders. */
  static Hosts start(Stack stack, Warden warden, String classPath, int gates, int processes) {
    Hosts all = new Hosts(gates);
    try {
      int first = 0;
      for (int i = 0; i < processes; i++) {
        int count = gates / processes + (i < gates % processes ? 1 : 0);
        all.hosts.add(
            ChildJvm.start(
                new ChildJvm.Spec(
                    "gates-" + gates + "-" + i,
                    GateHost.class,
                    List.of(
                        stack.environment(),
                        String.valueOf(stack.redis().port()),
                        String.valueOf(first),
                        String.valueOf(count)),
                    classPath,
                    stack.folder()),
                warden));
        first += count;
      }
      all.awaitOpen();
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** Returns the longest of the hosts' shortest round trips; throws where clocks differ. */
  long checkClocks() {
    return hosts.stream().mapToLong(ChildJvm::checkClock).max().orElseThrow();
  }

  /** Tells all gates which symbol comes next; returns how many of them allow it now. */
  long arm(String symbol) {
    return askAll("arm " + symbol).stream().mapToLong(Long::parseLong).sum();
  }

  Seen denied() {
    return seen("denied");
  }

  void expectRaw(String name) {
    askAll("raw " + name);
  }

  Seen heard() {
    return seen("heard");
  }

  @Override
  public void close() {
    hosts.forEach(ChildJvm::close);
  }

  private void awaitOpen() {
    // Each host answers when its subscribers are there, one connection after the other.
    hosts.forEach(host -> host.control().ask("clock", BUILT_WITHIN));
    if (!Await.until(() -> arm("open") == gates, OPEN_WITHIN)) {
      throw new StartFailure(
          "only " + arm("open") + " of " + gates + " gates allow orders after " + OPEN_WITHIN);
    }
  }

  private Seen seen(String question) {
    Seen all = new Seen(Long.MIN_VALUE, 0, 0);
    for (String answer : askAll(question)) {
      String[] words = answer.split(" ", -1);
      all =
          new Seen(
              Math.max(all.nanos(), Long.parseLong(words[0])),
              all.missing() + Long.parseLong(words[1]),
              all.wrong() + Long.parseLong(words[2]));
    }
    return all;
  }

  private List<String> askAll(String question) {
    hosts.forEach(host -> host.control().send(question));
    return hosts.stream().map(host -> host.control().receive(ANSWERS_WITHIN)).toList();
  }
}
