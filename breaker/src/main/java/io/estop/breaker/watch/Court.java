package io.estop.breaker.watch;

import io.estop.breaker.rules.Concern;
import io.estop.breaker.watch.Judge.Event;
import io.estop.model.Scope;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.Rule.Verdict;
import io.estop.store.Database;
import io.estop.store.breaker.RuleRow;
import io.estop.store.breaker.RuleRow.Key;
import io.estop.store.breaker.RuleRows;
import io.estop.store.breaker.Trip;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges readings by the rules of a scope against the states that all processes share: what was
 * made from a state that somebody changed meanwhile is judged anew. Thread-safe.
 */
final class Court {
  /** Subjects of one rule that are remembered; readings of further ones are not judged. */
  static final int MOST_SUBJECTS = 1_000;

  private static final int ATTEMPTS = 8;

  /** What a rule remembers while it only observes stands apart from what it remembers armed. */
  private static final String OBSERVING = "observed/";

  private final Database database;
  private final RuleRows rows;
  private final TripRecord record;
  private final BooleanSupplier observeOnly;
  private final Clock clock;

  Court(
      Database database,
      RuleRows rows,
      TripRecord record,
      BooleanSupplier observeOnly,
      Clock clock) {
    this.database = database;
    this.rows = rows;
    this.record = record;
    this.observeOnly = observeOnly;
    this.clock = clock;
  }

  /**
   * What came of readings.
   *
   * @param events one for each rule and reading
   * @param trips that were added now
   * @param rows all states that were looked at, as they are now
   * @param beyond readings that were not judged: too many subjects
   */
  record Ruling(List<Event> events, List<Trip> trips, Collection<RuleRow> rows, int beyond) {}

  /**
   * Judges, keeps and records.
   *
   * @param rules all of that scope
   * @param recordTrips whether trips go to the ledger in the same transaction; else right behind
   * @param ahead asked to press before anything is kept
   * @throws IllegalStateException where others keep changing the states
   */
  Ruling judge(
      Scope scope, List<Rule> rules, List<Reading> readings, boolean recordTrips, Ahead ahead) {
    Way way = new Way(observeOnly.getAsBoolean(), recordTrips, ahead, new LinkedHashMap<>());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return once(scope, rules, readings, way);
      } catch (ChangedMeanwhile again) {
        // The states are read anew.
      }
    }
    throw new IllegalStateException(
        "the rules of " + scope + " were changed by others " + ATTEMPTS + " times in one look");
  }

  private Ruling once(Scope scope, List<Rule> rules, List<Reading> readings, Way way) {
    boolean observing = way.observing();
    Instant now = clock.instant();
    Map<Key, RuleRow> before = load(scope, rules, observing);
    Map<Key, RuleRow> after = new HashMap<>(before);
    Map<String, Set<String>> subjects = subjects(before.keySet());
    List<Event> events = new ArrayList<>();
    int beyond = 0;
    for (Reading reading : readings) {
      for (Rule rule : rules) {
        if (Concern.concerns(rule, reading)) {
          Key key = new Key(scope, name(rule, observing), reading.subject());
          Set<String> known = subjects.computeIfAbsent(key.rule(), name -> new HashSet<>());
          if (known.size() >= MOST_SUBJECTS && !known.contains(key.subject())) {
            beyond++;
            continue;
          }
          known.add(key.subject());
          Event event =
              Judge.judged(rule, after.computeIfAbsent(key, RuleRow::first), reading, now);
          after.put(key, observing ? armedAgain(event, now) : event.row());
          events.add(event);
        }
      }
    }
    begin(events, way);
    way.begun().forEach((key, one) -> after.merge(key, one.row(), Court::latched));
    List<Trip> trips = keep(rules, events, before, after, way);
    return new Ruling(events, trips, after.values(), beyond);
  }

  private record Way(boolean observing, boolean recordTrips, Ahead ahead, Map<Key, Begun> begun) {

    Map<Key, Trip> trips() {
      return begun.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().trip()));
    }
  }

  /** A trip whose press has begun, and the state that was judged with it. */
  private record Begun(Trip trip, RuleRow row) {}

  private void begin(List<Event> events, Way way) {
    for (Event event : events) {
      Key key = event.row().key();
      if (event.verdict() == Verdict.TRIPS && !way.observing() && !way.begun().containsKey(key)) {
        Trip trip = record.alone(event);
        if (way.ahead().begins(trip)) {
          way.begun().put(key, new Begun(trip, event.row()));
        }
      }
    }
  }

  // Whatever others found meanwhile: what was pressed stays latched until people release it.
  private static RuleRow latched(RuleRow now, RuleRow begun) {
    return now.state().trippedAt().isPresent()
        ? now
        : new RuleRow(now.key(), begun.state(), begun.why(), now.version());
  }

  private Map<Key, RuleRow> load(Scope scope, List<Rule> rules, boolean observing) {
    Set<String> names =
        rules.stream().map(rule -> name(rule, observing)).collect(Collectors.toSet());
    return names.isEmpty()
        ? Map.of()
        : rows.of(scope, names).stream()
            .collect(Collectors.toMap(RuleRow::key, Function.identity()));
  }

  private static String name(Rule rule, boolean observing) {
    return observing ? OBSERVING + rule.name() : rule.name();
  }

  /** Returns the name of the rule that a row is of. */
  static String rule(RuleRow row) {
    String name = row.key().rule();
    return name.startsWith(OBSERVING) ? name.substring(OBSERVING.length()) : name;
  }

  private static Map<String, Set<String>> subjects(Set<Key> keys) {
    Map<String, Set<String>> subjects = new HashMap<>();
    keys.forEach(
        key -> subjects.computeIfAbsent(key.rule(), name -> new HashSet<>()).add(key.subject()));
    return subjects;
  }

  // Nobody releases what stopped nothing.
  private static RuleRow armedAgain(Event event, Instant now) {
    RuleRow row = event.row();
    return event.rule().isRearmable(row.state(), now)
        ? row.with(event.rule().rearm(row.state(), now), row.why())
        : row;
  }

  private List<Trip> keep(
      List<Rule> rules,
      List<Event> events,
      Map<Key, RuleRow> before,
      Map<Key, RuleRow> after,
      Way way) {
    List<RuleRow> changed = new ArrayList<>();
    for (Rule rule : rules) {
      String name = name(rule, way.observing());
      after.values().stream()
          .filter(row -> row.key().rule().equals(name))
          .filter(
              row ->
                  Judge.isToKeep(
                      rule, before.getOrDefault(row.key(), RuleRow.first(row.key())), row))
          .forEach(changed::add);
    }
    if (changed.isEmpty() && way.begun().isEmpty()) {
      return List.of();
    }
    return database.inTransaction(
        () -> {
          if (!rows.keep(changed)) {
            throw new ChangedMeanwhile();
          }
          return way.observing()
              ? record.wouldHave(events)
              : record.keep(events, way.trips(), way.recordTrips());
        });
  }
}
