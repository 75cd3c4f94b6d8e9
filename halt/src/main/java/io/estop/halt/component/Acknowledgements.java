package io.estop.halt.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Reading;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who of the expected components has said that it keeps a stop's hold, and which orders it had let
 * in before. One call to Redis and at most two statements a look, however many components there
 * are. Thread-safe.
 */
public final class Acknowledgements {
  private static final int REMEMBERED_STOPS = 64;
  private static final int NAMED = 20;
  private static final int MOST_RECORDED = 200;
  private static final String ACTOR = "engine";

  private final Board board;
  private final Components components;
  private final Alarms alarms;
  private final Duration callBound;
  // What was seen and written of the stops asked about lately; guarded by itself.
  private final Map<StopId, Remembered> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<StopId, Remembered> eldest) {
              return size() > REMEMBERED_STOPS;
            }
          });

  /**
   * @param callBound how long one call to the board may take
   */
  public Acknowledgements(Board board, Components components, Alarms alarms, Duration callBound) {
    this.board = board;
    this.components = components;
    this.alarms = alarms;
    this.callBound = callBound;
  }

  /**
   * Who was heard.
   *
   * @param expected number of components
   * @param silent those that did not acknowledge
   * @param unfinished orders that components had let in and not finished, by component
   */
  public record Heard(int expected, List<String> silent, Map<String, List<String>> unfinished) {
    public Heard {
      silent = List.copyOf(silent);
      unfinished = Map.copyOf(unfinished);
    }

    /** Nothing is unfinished. */
    public Heard(int expected, List<String> silent) {
      this(expected, silent, Map.of());
    }
  }

  // The version under which the stop was first seen on the board: all later ones have it too.
  private static final class Remembered {
    private Optional<BoardVersion> containing = Optional.empty();
    private final Map<String, Components.Acknowledgement> written = new LinkedHashMap<>();
  }

  /** Reads the acknowledgements of a stop once and records what is new in them. */
  public Heard readOnce(StopId stop) {
    List<String> expected = names();
    Optional<Reading> reading = reading();
    Map<String, Components.Acknowledgement> said =
        reading.map(now -> said(expected, now, keeps(stop, now))).orElse(Map.of());
    List<Components.Acknowledgement> all =
        expected.stream()
            .map(
                name ->
                    said.getOrDefault(name, new Components.Acknowledgement(name, Optional.empty())))
            .toList();
    writeChanged(stop, all);
    return heard(all);
  }

  private static Heard heard(List<Components.Acknowledgement> all) {
    List<String> silent =
        all.stream()
            .filter(one -> one.acknowledgedAt().isEmpty())
            .map(Components.Acknowledgement::component)
            .toList();
    Map<String, List<String>> unfinished =
        all.stream()
            .filter(one -> !one.unfinished().isEmpty())
            .collect(
                Collectors.toMap(
                    Components.Acknowledgement::component, Components.Acknowledgement::unfinished));
    return new Heard(all.size(), silent, unfinished);
  }

  /** Writes only what differs from what this process wrote last. */
  private void writeChanged(StopId stop, List<Components.Acknowledgement> all) {
    Remembered of = of(stop);
    synchronized (of) {
      List<Components.Acknowledgement> changed =
          all.stream().filter(one -> differs(of.written.get(one.component()), one)).toList();
      components.record(stop, changed);
      changed.forEach(one -> of.written.put(one.component(), one));
    }
  }

  // A later heartbeat is no news: the first moment stands.
  private static boolean differs(
      Components.@Nullable Acknowledgement before, Components.Acknowledgement now) {
    return before == null
        || before.acknowledgedAt().isPresent() != now.acknowledgedAt().isPresent()
        || !before.instances().equals(now.instances())
        || !before.unfinished().equals(now.unfinished());
  }

  private Remembered of(StopId stop) {
    return remembered.computeIfAbsent(stop, any -> new Remembered());
  }

  /** Raises an alarm that names the components that did not acknowledge a stop in time. */
  public void alarm(StopId stop, Heard heard) {
    if (!heard.silent().isEmpty()) {
      alarms.raise(
          ACTOR,
          AlarmKind.STOP_UNACKNOWLEDGED,
          stop.value(),
          heard.silent().size()
              + " of "
              + heard.expected()
              + " components did not acknowledge: "
              + named(heard.silent()));
    }
  }

  /** Returns the details of a ledger row: bounded, however many there are. */
  public Map<String, ?> told(Heard heard) {
    String silent =
        heard.silent().isEmpty()
            ? "all " + heard.expected() + " expected components acknowledged"
            : "silent components: " + named(heard.silent());
    Map<String, String> unfinished = new TreeMap<>();
    heard.unfinished().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(NAMED)
        .forEach(one -> unfinished.put(one.getKey(), named(one.getValue())));
    String text =
        heard.unfinished().isEmpty()
            ? silent
            : silent + "; unfinished orders of " + named(List.copyOf(unfinished.keySet()));
    return Map.of(
        "text",
        text,
        "expected",
        heard.expected(),
        "silent",
        heard.silent().subList(0, Math.min(MOST_RECORDED, heard.silent().size())),
        "unfinished",
        unfinished);
  }

  private static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
  }

  /** Returns the expected components of which no gate was heard lately. */
  public List<String> missing() {
    List<String> expected = names();
    Map<String, Components.Acknowledgement> heard =
        reading().map(now -> said(expected, now, gate -> true)).orElse(Map.of());
    return expected.stream().filter(name -> !heard.containsKey(name)).toList();
  }

  /**
   * Returns how long ago each expected component was heard last, by the clock of Redis; empty where
   * it never was, or cannot be read. All is empty where the board does not answer.
   */
  public Optional<Map<String, Optional<Duration>>> heardAgo() {
    List<String> expected = names();
    if (!(board.read(callBound) instanceof Answer.Done<Reading> now)
        || !(board.acknowledgements(expected, callBound)
            instanceof Answer.Done<List<ComponentReport>> heard)) {
      return Optional.empty();
    }
    Map<String, Optional<Duration>> ages = new TreeMap<>();
    expected.forEach(name -> ages.put(name, Optional.empty()));
    for (ComponentReport report : heard.value()) {
      report.instances().stream()
          .mapToLong(Acknowledgement::redisMillis)
          .max()
          .ifPresent(
              last ->
                  ages.put(
                      report.component(),
                      Optional.of(
                          Duration.ofMillis(Math.max(0, now.value().redisMillis() - last)))));
    }
    return Optional.of(ages);
  }

  private List<String> names() {
    return components.expected().stream().map(Component::name).toList();
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
      BoardVersion version = firstContaining(stop, state.version());
      return gate -> gate.keeps(stop, version);
    }
    return gate -> gate.holds().stream().anyMatch(hold -> hold.stopId().equals(stop));
  }

  private BoardVersion firstContaining(StopId stop, BoardVersion seen) {
    Remembered of = of(stop);
    synchronized (of) {
      BoardVersion first =
          of.containing.filter(known -> known.incarnation() == seen.incarnation()).orElse(seen);
      of.containing = Optional.of(first);
      return first;
    }
  }

  /** Returns who said so, with the moment by the clock of Redis: not when somebody read it. */
  private Map<String, Components.Acknowledgement> said(
      List<String> expected, Reading now, Predicate<Acknowledgement> says) {
    Map<String, Components.Acknowledgement> saying = new LinkedHashMap<>();
    for (ComponentReport report : reports(expected)) {
      ComponentState state = ComponentState.of(report, now.redisMillis());
      // Each gate that lives under the name, for two processes may trade under it.
      if (report.readable() && !state.live().isEmpty() && state.live().stream().allMatch(says)) {
        saying.put(state.component(), acknowledged(state));
      }
    }
    return saying;
  }

  private static Components.Acknowledgement acknowledged(ComponentState state) {
    long last = state.live().stream().mapToLong(Acknowledgement::redisMillis).max().orElse(0);
    List<String> instances = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    for (Acknowledgement gate : state.live()) {
      instances.add(gate.instance());
      unfinished.addAll(gate.unfinished());
    }
    return new Components.Acknowledgement(
        state.component(), Optional.of(Instant.ofEpochMilli(last)), instances, unfinished);
  }

  private List<ComponentReport> reports(List<String> expected) {
    return board.acknowledgements(expected, callBound)
            instanceof Answer.Done<List<ComponentReport>> done
        ? done.value()
        : List.of();
  }
}
