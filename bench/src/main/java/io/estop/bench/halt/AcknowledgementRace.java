package io.estop.bench.halt;

import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.bench.stops.Acknowledged;
import io.estop.bench.stops.FrontDoor;
import io.estop.gate.board.Board;
import io.estop.model.StopId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * From a press until the acknowledgement of the last of many components stands in Redis, read as
 * the product reads it: asked for again and again, so that each figure is a little too long.
 */
final class AcknowledgementRace {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();
  private static final int ASKED_AT_ONCE = 200;
  private static final long MOST_MILLIS = 1000;

  private final Board board;
  private final FrontDoor door;
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<Long> raw = new ArrayList<>();
  private long missing;

  AcknowledgementRace(Board board, FrontDoor door) {
    this.board = board;
    this.door = door;
  }

  /** Presses once and waits for all. */
  void run(String stopId, String scope, int components, long rawMicros) {
    Set<String> silent = new LinkedHashSet<>();
    IntStream.range(0, components).forEach(i -> silent.add("bench-" + i));
    Thread asking = new Thread(() -> door.press(stopId, scope), "press");
    long began = System.nanoTime();
    asking.start();
    while (!silent.isEmpty() && System.nanoTime() - began < PATIENCE_NANOS) {
      ask(StopId.parse(stopId), silent);
    }
    acknowledged.add((System.nanoTime() - began) / 1000);
    raw.add(rawMicros);
    missing += silent.size();
    join(asking);
  }

  List<Figure> figures() {
    return List.of(
        new Figure(
            "pressToLastAcknowledgementMicros",
            "press to last acknowledgement us",
            Samples.of(acknowledged),
            Samples.of(raw)));
  }

  List<Bound> bounds() {
    return List.of(
        Bound.below(
            "last acknowledgement median ms",
            Samples.of(acknowledged).median() / 1000,
            MOST_MILLIS),
        Bound.atMost("components that never acknowledged", missing, 0));
  }

  private void ask(StopId stop, Set<String> silent) {
    List<String> some = silent.stream().limit(ASKED_AT_ONCE).toList();
    Acknowledged.read(board, stop, some, SOON).forEach(one -> silent.remove(one.component()));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pressing", e);
    }
  }
}
