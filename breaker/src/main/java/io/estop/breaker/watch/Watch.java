package io.estop.breaker.watch;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.sensor.Sensor.Look;
import io.estop.breaker.watch.Court.Ruling;
import io.estop.breaker.watch.Found.Warning;
import io.estop.breaker.watch.Judge.Event;
import io.estop.model.Scope;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.Rule.Verdict;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.RuleRows;
import io.estop.store.breaker.Trip;
import io.estop.store.breaker.Trips;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The circuit breaker's judgement: looks through the sensors of a scope, takes posted readings, and
 * keeps in PostgreSQL what rules remember, so that all processes count together. It presses
 * nothing: it hands out trips, each with the id of its stop, until it is told that they are
 * pressed. Knows no Temporal. Thread-safe.
 */
public final class Watch implements AutoCloseable {
  /** A round of sensors ends before a tick's own bound. */
  private static final Duration LOOK = Duration.ofMillis(1_500);

  private static final int THREADS = 64;

  /** Whoever took a reading presses itself; only after this long somebody else does. */
  private static final Duration OTHERS_PRESS_FIRST = Duration.ofSeconds(3);

  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);
  private static final String SENSOR = "sensor/";
  private static final String RULE = "rule/";

  private final Supplier<RuleBook> book;
  private final Map<Scope, List<Sensor>> sensors;
  private final Breakers breakers;
  private final RuleRows rows;
  private final Trips trips;
  private final TripRecord record;
  private final Court court;
  private final Silence silence;
  private final Gap gaps;
  private final SensorRound round;
  private final BooleanSupplier observeOnly;
  private final Clock clock;
  private final Heard heard;
  // Scopes that this process has tidied up since it began.
  private final Set<Scope> tidied = ConcurrentHashMap.newKeySet();

  /**
   * @param book the rules that hold at the time; their scopes stay
   * @param sensors of a scope, each the same object for ever
   * @param observeOnly whether rules record what they would have done and trip nothing
   */
  public Watch(
      Database database,
      Supplier<RuleBook> book,
      Function<Scope, List<Sensor>> sensors,
      BooleanSupplier observeOnly,
      Clock clock) {
    this(database, book, sensors, observeOnly, clock, System::nanoTime);
  }

  /**
   * @param nanos a count that never steps, by which a clock is found to jump
   */
  Watch(
      Database database,
      Supplier<RuleBook> book,
      Function<Scope, List<Sensor>> sensors,
      BooleanSupplier observeOnly,
      Clock clock,
      LongSupplier nanos) {
    this.book = book;
    this.sensors =
        book.get().scopes().stream().collect(Collectors.toMap(Function.identity(), sensors));
    this.breakers = new Breakers(database, clock);
    this.rows = new RuleRows(database, clock);
    this.trips = new Trips(database);
    Ledger ledger = new Ledger(database, clock);
    Covering covering = new Covering(new Stops(database, clock), new Flag(database, clock), trips);
    this.record = new TripRecord(database, trips, covering, ledger, clock);
    this.court = new Court(database, rows, record, observeOnly, clock);
    this.silence = new Silence(new Alarms(database, clock), ledger);
    this.gaps = new Gap(ledger);
    this.heard = new Heard(clock, nanos);
    this.round = new SensorRound(LOOK, THREADS);
    this.observeOnly = observeOnly;
    this.clock = clock;
  }

  /** Only those are asked whose metrics some rule watches: each question costs a request. */
  private List<Sensor> fitting(Scope scope, List<Rule> rules) {
    Set<Metric> wanted = EnumSet.noneOf(Metric.class);
    rules.forEach(rule -> wanted.add(rule.metric()));
    return sensors.getOrDefault(scope, List.of()).stream()
        .filter(sensor -> sensor.metrics().stream().anyMatch(wanted::contains))
        .toList();
  }

  /**
   * Returns a sentence for each rule whose metric no sensor gives: it waits for posted readings.
   */
  public List<String> unfed() {
    return book.get().all().stream()
        .filter(rule -> !isFed(rule))
        .map(
            rule ->
                "rule "
                    + rule.name()
                    + " watches "
                    + rule.metric().word()
                    + ", which no sensor of "
                    + rule.scope()
                    + " gives: it waits for posted readings")
        .toList();
  }

  private boolean isFed(Rule rule) {
    return rule.metric() == Metric.HEARTBEAT_AGE
        || sensors.getOrDefault(rule.scope(), List.of()).stream()
            .anyMatch(sensor -> sensor.metrics().contains(rule.metric()));
  }

  /**
   * Looks through the sensors of a scope, judges and keeps what came of it. Throws what PostgreSQL
   * throws while it is not there.
   */
  public Found tick(Scope scope) {
    Optional<Duration> jump = heard.jump();
    Instant now = clock.instant();
    tidy(scope);
    List<Rule> rules = book.get().of(scope);
    Map<Sensor, Look> looks = round.look(fitting(scope, rules), now);
    Map<String, String> silent = new LinkedHashMap<>();
    List<Reading> readings = new ArrayList<>();
    looks.forEach(
        (sensor, look) -> {
          readings.addAll(look.readings());
          look.trouble().ifPresent(why -> silent.put(sensor.name(), why));
          readings.addAll(ofItself(sensor, look, now));
        });
    readings.addAll(agesOfRules(rules, now));
    Ruling ruling = court.judge(scope, rules, inOrder(readings), true, Ahead.NOBODY);
    silent.putAll(silentRules(rules, ruling, now));
    silence.tell(scope, sources(looks.keySet(), rules), silent);
    Found found = found(scope, rules, ruling, silent);
    List<Warning> missed = new ArrayList<>();
    breakers
        .ticked(scope, found.state(), found.why())
        .ifPresent(gap -> missed.add(gaps.looksAgain(scope, gap, now)));
    if (jump.isPresent()) {
      missed.add(gaps.jumped(scope, jump.get(), now));
      heard.told();
    }
    return missed.isEmpty() ? found : found.telling(missed);
  }

  private void tidy(Scope scope) {
    if (tidied.add(scope)) {
      rows.forget(scope, FORGOTTEN_AFTER);
    }
    // A crash between trip and record, or between posting and pressing.
    trips.unrecorded(scope, pressedByOthers()).forEach(record::recorded);
  }

  private Instant pressedByOthers() {
    return clock.instant().minus(OTHERS_PRESS_FIRST);
  }

  /** A sensor's own heart beats with what it sees; one that feeds quality fails with it. */
  private List<Reading> ofItself(Sensor sensor, Look look, Instant now) {
    String subject = SENSOR + slug(sensor.name());
    List<Reading> own = new ArrayList<>();
    if (look.trouble().isEmpty()) {
      heard.hear(subject, now, now);
    }
    own.add(age(subject, now));
    if (sensor.metrics().contains(Metric.DATA_QUALITY) && look.trouble().isPresent()) {
      own.add(new Reading(Metric.DATA_QUALITY, subject, BigDecimal.ZERO, now));
    }
    return own;
  }

  private Reading age(String subject, Instant now) {
    long seconds = Math.max(0, Duration.between(heard.last(subject, now), now).toSeconds());
    return new Reading(Metric.HEARTBEAT_AGE, subject, BigDecimal.valueOf(seconds), now);
  }

  private static String slug(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._:/-]+", "-");
    return plain.substring(0, Math.min(48, plain.length()));
  }

  /** Rules hear by their readings, posted ones among them; what one missed is its age. */
  private List<Reading> agesOfRules(List<Rule> rules, Instant now) {
    return rules.stream()
        .filter(rule -> !rule.timing().maximumAge().isZero())
        .map(rule -> age(RULE + rule.name(), now))
        .toList();
  }

  /** Returns why rules count as silent: whichever subject a reading is of, one is heard. */
  private Map<String, String> silentRules(List<Rule> rules, Ruling ruling, Instant now) {
    ruling
        .rows()
        .forEach(
            row ->
                row.state()
                    .judgedUntil()
                    .ifPresent(until -> heard.hear(RULE + Court.rule(row), until, now)));
    Map<String, String> ignored = new HashMap<>();
    for (Event event : ruling.events()) {
      // A rule that may judge nothing of what it is given sees nothing.
      if (event.verdict() == Verdict.IGNORED) {
        ignored.put(event.rule().name(), "; ignored: " + event.row().why());
      } else {
        heard.hear(RULE + event.rule().name(), now, now);
      }
    }
    Map<String, String> silent = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Duration most = rule.timing().maximumAge();
      Instant last = heard.last(RULE + rule.name(), now);
      if (!most.isZero() && last.plus(most).isBefore(now)) {
        silent.put(
            RULE + rule.name(),
            "no reading of "
                + rule.metric().word()
                + " since "
                + last
                + ", longer than "
                + most
                + ignored.getOrDefault(rule.name(), ""));
      }
    }
    return silent;
  }

  private static List<Reading> inOrder(List<Reading> readings) {
    return readings.stream().sorted(Comparator.comparing(Reading::at)).toList();
  }

  private static Set<String> sources(Set<Sensor> looked, List<Rule> rules) {
    Set<String> sources = new LinkedHashSet<>();
    looked.forEach(sensor -> sources.add(sensor.name()));
    rules.forEach(rule -> sources.add(RULE + rule.name()));
    return sources;
  }

  private Found found(Scope scope, List<Rule> rules, Ruling ruling, Map<String, String> silent) {
    List<Warning> warnings =
        ruling.events().stream()
            .filter(event -> event.verdict() == Verdict.WARNS)
            .map(Watch::warning)
            .toList();
    List<String> open =
        trips.unpressed(scope, pressedByOthers()).stream().map(Trip::tripId).toList();
    Set<String> press = new LinkedHashSet<>(open);
    ruling.trips().stream()
        .filter(trip -> trip.joinedTo().isEmpty())
        .forEach(trip -> press.add(trip.tripId()));
    List<String> lines = RuleLines.of(rules, ruling.rows());
    boolean latched = ruling.rows().stream().anyMatch(row -> row.state().trippedAt().isPresent());
    String state = state(latched, !silent.isEmpty());
    return new Found(state, why(lines, silent, ruling), List.copyOf(press), lines, warnings);
  }

  private String state(boolean latched, boolean blind) {
    if (observeOnly.getAsBoolean()) {
      return "OBSERVING";
    }
    if (latched) {
      return "TRIPPED";
    }
    return blind ? "BLIND" : "WATCHING";
  }

  private static Warning warning(Event event) {
    return new Warning(
        "WARN "
            + event.rule().name()
            + " "
            + event.reading().subject()
            + " "
            + event.reading().at(),
        event.row().why());
  }

  private static String why(List<String> lines, Map<String, String> silent, Ruling ruling) {
    List<String> all = new ArrayList<>();
    silent.forEach((source, trouble) -> all.add("no reading: " + source + ": " + trouble));
    if (ruling.beyond() > 0) {
      all.add(ruling.beyond() + " readings of more than " + Court.MOST_SUBJECTS + " subjects");
    }
    all.addAll(lines);
    return String.join("; ", all.subList(0, Math.min(5, all.size())));
  }

  /**
   * What came of posted readings.
   *
   * @param trips that were added now, each to be pressed at once unless it joined a stop
   * @param judged how many readings some rule judged
   * @param unwatched how many no rule watches
   * @param ignored how many were no news to any rule: too old, or not newer than what was judged
   */
  public record Taken(List<Trip> trips, int judged, int unwatched, int ignored) {}

  /** Judges posted readings now, with the states that sensors' readings are judged by. */
  public Taken take(List<Reading> posted) {
    return take(posted, Ahead.NOBODY);
  }

  /**
   * Judges posted readings now, as {@link #take(List)}.
   *
   * @param ahead asked to press each trip before it is kept
   */
  public Taken take(List<Reading> posted, Ahead ahead) {
    RuleBook now = book.get();
    Map<Scope, Concerned> concerned = new LinkedHashMap<>();
    int judged = 0;
    for (Reading reading : posted) {
      List<Rule> judging = now.judging(reading);
      judging.forEach(
          rule ->
              concerned.computeIfAbsent(rule.scope(), scope -> new Concerned()).add(rule, reading));
      judged += judging.isEmpty() ? 0 : 1;
    }
    List<Trip> added = new ArrayList<>();
    Set<Reading> news = new LinkedHashSet<>();
    concerned.forEach(
        (scope, one) -> {
          Ruling ruling =
              court.judge(
                  scope,
                  List.copyOf(one.rules()),
                  inOrder(List.copyOf(one.readings())),
                  false,
                  ahead);
          added.addAll(ruling.trips());
          ruling.events().stream()
              .filter(event -> event.verdict() != Verdict.IGNORED)
              .forEach(event -> news.add(event.reading()));
        });
    return new Taken(List.copyOf(added), judged, posted.size() - judged, judged - news.size());
  }

  /** The rules of one scope that posted readings concern, and those readings. */
  private record Concerned(Set<Rule> rules, Set<Reading> readings) {
    Concerned() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(Rule rule, Reading reading) {
      rules.add(rule);
      readings.add(reading);
    }
  }

  /** Returns a trip by its id. */
  public Optional<Trip> trip(String tripId) {
    return trips.find(tripId);
  }

  /** Remembers that some place took a trip's press, and puts the trip into the ledger. */
  public void pressed(Trip trip) {
    trips.pressed(trip.tripId());
    record.recorded(trip);
  }

  /** Returns the rules. */
  public RuleBook book() {
    return book.get();
  }

  @Override
  public void close() {
    round.close();
  }
}
