package io.estop.halt.deadman;

import io.estop.halt.SteadyClock;
import io.estop.halt.press.PressResult;
import io.estop.model.Cause;
import io.estop.model.Escalations;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.deadman.DeadMansSwitch;
import io.estop.model.deadman.DeadMansSwitch.Judgement;
import io.estop.model.deadman.Span;
import io.estop.model.deadman.SwitchPhase;
import io.estop.model.deadman.SwitchSettings;
import io.estop.model.deadman.SwitchState;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.deadman.SwitchRow;
import io.estop.store.deadman.Switches;
import io.estop.store.deadman.Switches.Confirmation;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.maintenance.Windows;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Dead man's switches over their rows: whoever looks, judges, keeps what came of it by comparing
 * versions, and may press. Workflow, watchdogs and starters share it, so that a confirmation counts
 * wherever it arrives and an expiry presses one stop whoever finds it. Knows no Temporal. Throws
 * what PostgreSQL throws while it is not there. Thread-safe.
 */
public final class DeadMansSwitches {
  /** Who presses, in records and on screens. */
  public static final String ACTOR = "dead man's switch";

  private static final int ATTEMPTS = 5;
  private static final int SCOPE_IN_ID = 24;
  private static final int HASH_IN_ID = 8;
  // A confirmation puts a step off for a day; halfway it is put off again.
  private static final Duration NEAR = Duration.ofHours(12);

  private final Database database;
  private final Switches switches;
  private final Windows windows;
  private final Stops stops;
  private final Ledger ledger;
  private final Alarms alarms;
  private final Function<Press, PressResult> presses;
  private final SteadyClock clock;

  /**
   * @param presses presses a stop: board and flag first
   * @param clock this process' one
   * @param stamps stamps rows of ledger and alarms
   */
  public DeadMansSwitches(
      Database database, Function<Press, PressResult> presses, SteadyClock clock, Clock stamps) {
    this.database = database;
    this.switches = new Switches(database);
    this.windows = new Windows(database);
    this.stops = new Stops(database, stamps);
    this.ledger = new Ledger(database, stamps);
    this.alarms = new Alarms(database, stamps);
    this.presses = presses;
    this.clock = clock;
  }

  /** Returns every switch that is in force, as it was kept. */
  List<SwitchRow> inForce() {
    return switches.all().stream().filter(SwitchRow::enabled).toList();
  }

  /** Returns every switch, judged now; nothing is kept. */
  public List<SwitchLook> all() {
    Instant now = now();
    return switches.all().stream().map(row -> look(row, judged(row, now), now)).toList();
  }

  /** Returns the time on which clocks agree. */
  public Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Sets a switch as the configuration says; one that is armed anew counts from now. Returns
   * whether that changed anything.
   */
  public boolean set(Scope scope, boolean enabled, SwitchSettings settings, Duration interval) {
    return again(scope, () -> setOnce(scope, enabled, settings, interval));
  }

  private Optional<Boolean> setOnce(
      Scope scope, boolean enabled, SwitchSettings settings, Duration interval) {
    Instant now = now();
    Optional<SwitchRow> known = switches.find(scope);
    if (known.isEmpty() && !enabled) {
      return Optional.of(false);
    }
    SwitchRow old = known.orElseGet(() -> armed(scope, settings, interval, now));
    boolean begins = known.isEmpty() || (enabled && !old.enabled());
    SwitchRow next = old.set(enabled, settings, interval);
    if (begins) {
      SwitchState fresh = known.isEmpty() ? old.state() : old.state().confirmed(now);
      next =
          next.confirmedBy("configuration", "CONFIGURATION", fresh)
              .seen(SwitchPhase.ARMED, now.plus(settings.timeout()), now);
    } else if (next.equals(old)) {
      return Optional.of(false);
    }
    String action = begins ? "ARM" : enabled ? "SET" : "DISARM";
    return keep(next, action, "configuration", text(settings))
        ? Optional.of(true)
        : Optional.empty();
  }

  private static String text(SwitchSettings settings) {
    return "expires after "
        + settings.timeout().toMinutes()
        + " minutes, warns "
        + settings.warning().toMinutes()
        + " minutes before, hours "
        + settings.hours();
  }

  private static SwitchRow armed(
      Scope scope, SwitchSettings settings, Duration interval, Instant now) {
    return new SwitchRow(
        scope,
        true,
        settings,
        interval,
        SwitchState.armed(now),
        "configuration",
        "CONFIGURATION",
        Optional.empty(),
        false,
        SwitchPhase.ARMED,
        now.plus(settings.timeout()),
        now,
        0);
  }

  private boolean keep(SwitchRow row, String action, String actor, String text) {
    return database.inTransaction(
        () -> {
          boolean kept = switches.keep(row);
          if (kept) {
            record(row.scope(), actor, action, text);
          }
          return kept;
        });
  }

  /**
   * Looks, and keeps what came of it. Empty where no switch is in force.
   *
   * @param ticks whether this look counts as a tick of the switch's own run
   */
  public Optional<SwitchLook> look(Scope scope, boolean ticks) {
    return again(scope, () -> lookOnce(scope, ticks));
  }

  private Optional<Optional<SwitchLook>> lookOnce(Scope scope, boolean ticks) {
    Instant now = now();
    Optional<SwitchRow> known = switches.find(scope).filter(SwitchRow::enabled);
    if (known.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    SwitchRow row = known.get();
    Judgement judged = judged(row, now);
    SwitchRow next =
        row.with(judged.state()).seen(judged.phase(), judged.dueAt(), ticks ? now : row.tickedAt());
    if (judged.expires()) {
      next = next.pressing(stopId(row), false);
    }
    SwitchLook found = look(next, judged, now);
    boolean kept = next.equals(row) || keep(next, judged, found.why());
    return kept ? Optional.of(Optional.of(found)) : Optional.empty();
  }

  private boolean keep(SwitchRow next, Judgement judged, String why) {
    return database.inTransaction(
        () -> {
          if (!switches.keep(next)) {
            return false;
          }
          if (judged.expires()) {
            record(next.scope(), ACTOR, "EXPIRE", why);
          } else if (judged.warns()) {
            record(next.scope(), ACTOR, "WARN", why);
          }
          if (judged.warns() || judged.expires()) {
            alarms.raise(ACTOR, AlarmKind.SWITCH_DUE, next.scope().toString(), why);
            alarms.retell(AlarmKind.SWITCH_DUE, next.scope().toString(), why);
          }
          return true;
        });
  }

  private Judgement judged(SwitchRow row, Instant now) {
    List<Span> pauses = windows.pauses(row.scope(), row.state().confirmedAt());
    return new DeadMansSwitch(row.settings()).judge(row.state(), now, pauses);
  }

  private SwitchLook look(SwitchRow row, Judgement judged, Instant now) {
    SwitchRow seen = row.seen(judged.phase(), judged.dueAt(), row.tickedAt());
    return new SwitchLook(seen, now, judged.warnAt(), judged.dueAt(), deferrable(seen, now));
  }

  // What others asked for is theirs to put off: a deferral moves everything that is pending.
  private Optional<StopId> deferrable(SwitchRow row, Instant now) {
    if (row.state().expired()) {
      return Optional.empty();
    }
    return row.stopId()
        .flatMap(stops::find)
        .filter(stop -> stop.endedAt().isEmpty() && isOurs(stop.escalations(), now))
        .map(StopRow::stopId);
  }

  private static boolean isOurs(Escalations pending, Instant now) {
    return pending.next().filter(next -> next.dueAt().isBefore(now.plus(NEAR))).isPresent()
        && pending.pending().stream().allMatch(one -> one.askedBy().equals(ACTOR));
  }

  /**
   * Keeps a confirmation: the switch counts anew from now. The same id again changes nothing. Empty
   * where no switch is in force.
   */
  public Optional<SwitchLook> confirm(
      Scope scope, String confirmationId, String person, String via) {
    return again(scope, () -> confirmOnce(scope, confirmationId, person, via));
  }

  private Optional<Optional<SwitchLook>> confirmOnce(
      Scope scope, String confirmationId, String person, String via) {
    Instant now = now();
    Optional<SwitchRow> known = switches.find(scope).filter(SwitchRow::enabled);
    if (known.isEmpty()) {
      return Optional.of(Optional.empty());
    }
    SwitchRow row = known.get();
    Confirmation confirmation = new Confirmation(confirmationId, scope, person, via, now);
    SwitchRow confirmed = row.confirmedBy(person, via, row.state().confirmed(now));
    Judgement judged = judged(confirmed, now);
    SwitchRow next = confirmed.seen(judged.phase(), judged.dueAt(), row.tickedAt());
    if (switches.knows(confirmationId)) {
      return Optional.of(Optional.of(look(row, judged(row, now), now)));
    }
    boolean kept = database.inTransaction(() -> keep(next, confirmation));
    return kept ? Optional.of(Optional.of(look(next, judged, now))) : Optional.empty();
  }

  private boolean keep(SwitchRow next, Confirmation confirmation) {
    if (!switches.keep(next)) {
      return false;
    }
    switches.keep(confirmation);
    record(
        next.scope(),
        confirmation.person(),
        "CONFIRM",
        "confirmed over " + confirmation.via() + "; expires at " + next.dueAt());
    alarms.clear(ACTOR, AlarmKind.SWITCH_DUE, next.scope().toString(), Duration.ZERO);
    return true;
  }

  /**
   * Presses the stop of an expiry. May be called any number of times.
   *
   * @throws IllegalStateException if no place took it; it is to be called again
   */
  public void press(Scope scope) {
    Optional<SwitchRow> expired =
        switches.find(scope).filter(row -> row.state().expired() && !row.pressed());
    if (expired.isEmpty()) {
      return;
    }
    SwitchRow row = expired.get();
    StopId stop = row.stopId().orElseGet(() -> stopId(row));
    PressResult result = presses.apply(press(row, stop));
    if (result.answer() == PressAnswer.NOT_KEPT) {
      throw new IllegalStateException("no place took stop " + stop + ": " + result.places());
    }
    if (result.answer() == PressAnswer.ACCEPTED || result.answer() == PressAnswer.ENDED) {
      again(scope, () -> notePressed(scope, stop));
    }
  }

  private Press press(SwitchRow row, StopId stop) {
    TriggerKind kind = TriggerKind.DEAD_MANS_SWITCH;
    String why = look(row, judged(row, row.dueAt()), row.dueAt()).why();
    return new Press(
        stop,
        row.scope(),
        kind.atOnce(),
        Cause.saying(kind, ACTOR, why),
        now(),
        // A press that asks for what cannot be done would be refused whole.
        kind.later(row.scope()));
  }

  private Optional<Boolean> notePressed(Scope scope, StopId stop) {
    Optional<SwitchRow> now =
        switches.find(scope).filter(row -> row.stopId().equals(Optional.of(stop)));
    return now.isEmpty() || now.get().pressed() || switches.keep(now.get().pressing(stop, true))
        ? Optional.of(true)
        : Optional.empty();
  }

  /** Returns how clocks disagree, empty where they do not. */
  public Optional<String> clockTrouble() {
    return clock.trouble();
  }

  // With the moment in its hash no other expiry ever has this id, also in a database made anew.
  private static StopId stopId(SwitchRow row) {
    String hash =
        Sha256.hex(row.scope() + "\n" + row.state().confirmedAt()).substring(0, HASH_IN_ID);
    return new StopId(
        String.join(
            "-",
            "dead-mans-switch",
            StopId.readable(row.scope().toString(), SCOPE_IN_ID),
            String.valueOf(row.state().episode()),
            hash));
  }

  private interface Attempt<T> {
    Optional<T> once();
  }

  private static <T> T again(Scope scope, Attempt<T> attempt) {
    for (int times = 0; times < ATTEMPTS; times++) {
      Optional<T> done = attempt.once();
      if (done.isPresent()) {
        return done.get();
      }
    }
    throw new IllegalStateException(
        "the dead man's switch of "
            + scope
            + " was changed by others "
            + ATTEMPTS
            + " times in one call; call again");
  }

  private void record(Scope scope, String actor, String action, String text) {
    ledger.append(
        new LedgerEntry(actor, action, "dead-mans-switch/" + scope, Map.of("text", text)));
  }
}
