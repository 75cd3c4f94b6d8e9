package io.estop.halt.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who of the expected components has said that it keeps a stop's hold. Only where every gate of a
 * component that was heard lately says so, has the component.
 */
public final class Acknowledgements {
  /** A gate speaks every second; one that was not heard for so long is gone. */
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

  private static final int REMEMBERED_STOPS = 1_000;

  private final Board board;
  private final Components components;
  private final Duration callBound;
  // The version under which each stop was first seen on the board: all later ones have it too.
  private final Map<StopId, BoardVersion> containing =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<StopId, BoardVersion> eldest) {
              return size() > REMEMBERED_STOPS;
            }
          });

  public Acknowledgements(Board board, Components components, Duration callBound) {
    this.board = board;
    this.components = components;
    this.callBound = callBound;
  }

  /**
   * Who was heard.
   *
   * @param expected number of components
   * @param silent those that did not acknowledge
   */
  public record Heard(int expected, List<String> silent) {}

  /** Reads the acknowledgements of a stop once and records them. */
  public Heard readOnce(StopId stop) {
    List<String> expected = components.expected().stream().map(Component::name).toList();
    Optional<Reading> reading = reading();
    Map<String, Instant> keeping =
        reading.map(now -> saying(expected, now, keeps(stop, now))).orElse(Map.of());
    List<String> silent = new ArrayList<>();
    for (String component : expected) {
      Optional<Instant> at = Optional.ofNullable(keeping.get(component));
      components.record(stop, new Components.Acknowledgement(component, at));
      if (at.isEmpty()) {
        silent.add(component);
      }
    }
    return new Heard(expected.size(), List.copyOf(silent));
  }

  /** Returns the expected components of which no gate was heard lately. */
  public List<String> missing() {
    List<String> expected = components.expected().stream().map(Component::name).toList();
    Map<String, Instant> heard =
        reading().map(now -> saying(expected, now, said -> true)).orElse(Map.of());
    return expected.stream().filter(name -> !heard.containsKey(name)).toList();
  }

  private Optional<Reading> reading() {
    return board.read(callBound) instanceof Answer.Done<Reading> done
        ? Optional.of(done.value())
        : Optional.empty();
  }

  // A board that does not show the stop names no version: only what gates list counts then.
  private Predicate<Acknowledgement> keeps(StopId stop, Reading now) {
    if (now.board() instanceof BoardState state
        && state.holds().stream().anyMatch(hold -> hold.stopId().equals(stop))) {
      containing.merge(
          stop,
          state.version(),
          (known, seen) -> known.incarnation() == seen.incarnation() ? known : seen);
      BoardVersion version = containing.getOrDefault(stop, state.version());
      return said -> said.keeps(stop, version);
    }
    return said -> said.holds().stream().anyMatch(hold -> hold.stopId().equals(stop));
  }

  /** Returns when each component said so, by the clock of Redis: not when somebody read it. */
  private Map<String, Instant> saying(
      List<String> expected, Reading now, Predicate<Acknowledgement> says) {
    Map<String, Instant> saying = new LinkedHashMap<>();
    for (ComponentReport report : reports(expected)) {
      List<Acknowledgement> heard =
          report.instances().stream()
              .filter(said -> said.heardWithin(HEARD_WITHIN, now.redisMillis()))
              .toList();
      if (report.readable() && !heard.isEmpty() && heard.stream().allMatch(says)) {
        long last = heard.stream().mapToLong(Acknowledgement::redisMillis).max().getAsLong();
        saying.put(report.component(), Instant.ofEpochMilli(last));
      }
    }
    return saying;
  }

  private List<ComponentReport> reports(List<String> expected) {
    return board.acknowledgements(expected, callBound)
            instanceof Answer.Done<List<ComponentReport>> done
        ? done.value()
        : List.of();
  }
}
