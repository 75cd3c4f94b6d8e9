package io.estop.halt.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.model.StopId;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who of the expected components has said that it keeps a stop's hold. */
public final class Acknowledgements {
  private final Board board;
  private final Components components;
  private final Duration callBound;

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
    Map<String, Instant> keeping = keeping(stop, expected);
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

  /** Returns the expected components that say they keep any board at all. */
  public List<String> missing() {
    List<String> expected = components.expected().stream().map(Component::name).toList();
    Set<String> heard =
        all(expected).stream().map(Acknowledgement::component).collect(Collectors.toSet());
    return expected.stream().filter(name -> !heard.contains(name)).toList();
  }

  /** Returns when each component said so, by the clock of Redis: not when somebody read it. */
  private Map<String, Instant> keeping(StopId stop, List<String> expected) {
    return all(expected).stream()
        .filter(ack -> ack.holds().stream().anyMatch(hold -> hold.stopId().equals(stop)))
        .collect(
            Collectors.toMap(
                Acknowledgement::component, ack -> Instant.ofEpochMilli(ack.redisMillis())));
  }

  private List<Acknowledgement> all(List<String> expected) {
    Answer<List<Acknowledgement>> answer = board.acknowledgements(expected, callBound);
    return answer instanceof Answer.Done<List<Acknowledgement>> done ? done.value() : List.of();
  }
}
