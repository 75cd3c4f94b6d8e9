package io.estop.halt.maintenance;

import io.estop.halt.SteadyClock;
import io.estop.halt.maintenance.MaintenanceRefusedException.Kind;
import io.estop.halt.press.PressResult;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.deadman.Span;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.maintenance.WindowRow;
import io.estop.store.maintenance.WindowRow.Signed;
import io.estop.store.maintenance.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Maintenance windows: one person plans, another approves, and before it begins the scope is
 * halted, by Temporal's schedule or by a watchdog, whoever is first. Nothing is released by itself
 * after. Knows no Temporal. Throws what PostgreSQL throws while it is not there. Thread-safe.
 */
public final class Maintenance {
  /** The longest a window may be. */
  public static final Duration LONGEST = Duration.ofHours(72);

  /** The shortest a window may be. */
  public static final Duration SHORTEST = Duration.ofMinutes(1);

  /** How far ahead a window may be planned. */
  public static final Duration FARTHEST = Duration.ofDays(400);

  /** The longest that the halt may come before the window. */
  public static final Duration LONGEST_BEFORE = Duration.ofHours(1);

  /** Most windows that are not over at a time. */
  public static final int MOST_OPEN = 1_000;

  // Temporal's clock may be a little ahead; a halt that is asked for is not sent away for that.
  private static final Duration EARLY = Duration.ofSeconds(5);
  private static final int MOST_REASON = 500;
  private static final int HASH_IN_ID = 8;

  private final Database database;
  private final Windows windows;
  private final Ledger ledger;
  private final Function<Press, PressResult> presses;
  private final SteadyClock clock;

  /**
   * @param presses presses a stop: board and flag first
   * @param clock this process' one
   * @param stamps stamps rows of the ledger
   */
  public Maintenance(
      Database database, Function<Press, PressResult> presses, SteadyClock clock, Clock stamps) {
    this.database = database;
    this.windows = new Windows(database);
    this.ledger = new Ledger(database, stamps);
    this.presses = presses;
    this.clock = clock;
  }

  /** Returns the time on which clocks agree. */
  public Instant now() {
    return clock.now().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What a person plans.
   *
   * @param windowId made by whoever plans: the same one again is the same window
   * @param haltBefore how long before the window the scope is halted, from 0
   * @param reason one sentence, 1 to 500 characters
   */
  public record Plan(String windowId, Scope scope, Span span, Duration haltBefore, String reason) {}

  /**
   * Keeps a plan; it waits for another person.
   *
   * @throws MaintenanceRefusedException naming the bad value and its bound
   */
  public WindowRow plan(Plan plan, String person) {
    Instant now = now();
    check(plan, now);
    Optional<WindowRow> known = windows.find(plan.windowId());
    if (known.isPresent()) {
      return known.filter(other -> isSame(other, plan)).orElseThrow(() -> otherWindow(plan));
    }
    if (windows.open(now) >= MOST_OPEN) {
      throw refused(Kind.VALUE, MOST_OPEN + " windows are open already: cancel one first");
    }
    WindowRow row =
        new WindowRow(
            plan.windowId(),
            plan.scope(),
            plan.span(),
            plan.haltBefore(),
            plan.reason(),
            new Signed(person, now),
            Optional.empty(),
            Optional.empty(),
            stopId(plan, now),
            Optional.empty());
    database.runInTransaction(
        () -> {
          windows.plan(row);
          record(row, person, "PLAN", text(row));
        });
    return find(plan.windowId());
  }

  private static void check(Plan plan, Instant now) {
    new StopId(plan.windowId());
    Duration length = plan.span().length();
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw refused(
          Kind.VALUE,
          "a window must be " + SHORTEST + " to " + LONGEST + " long but was: " + length);
    }
    if (plan.haltBefore().isNegative() || plan.haltBefore().compareTo(LONGEST_BEFORE) > 0) {
      throw refused(
          Kind.VALUE,
          "the halt must come 0 s to " + LONGEST_BEFORE + " before but was: " + plan.haltBefore());
    }
    Instant haltAt = plan.span().from().minus(plan.haltBefore());
    if (!haltAt.isAfter(now) || plan.span().from().isAfter(now.plus(FARTHEST))) {
      throw refused(
          Kind.VALUE,
          "a window's halt must be after now, "
              + now
              + ", and at most "
              + FARTHEST.toDays()
              + " days ahead but was: "
              + haltAt);
    }
    if (plan.reason().isBlank() || plan.reason().length() > MOST_REASON) {
      throw refused(
          Kind.VALUE,
          "reason must be 1 to " + MOST_REASON + " characters but had " + plan.reason().length());
    }
  }

  private static boolean isSame(WindowRow row, Plan plan) {
    return row.scope().equals(plan.scope()) && row.span().equals(plan.span());
  }

  private static MaintenanceRefusedException otherWindow(Plan plan) {
    return refused(
        Kind.STATE, "window " + plan.windowId() + " is another one already: choose another id");
  }

  // With the moment in its hash no other window ever has this id, also in a database made anew.
  private static StopId stopId(Plan plan, Instant now) {
    String readable = plan.windowId().substring(0, Math.min(40, plan.windowId().length()));
    return new StopId(
        "maintenance-"
            + readable
            + "-"
            + Sha256.hex(plan.windowId() + "\n" + now).substring(0, HASH_IN_ID));
  }

  private static String text(WindowRow row) {
    return row.scope()
        + " from "
        + row.span().from()
        + " to "
        + row.span().to()
        + ", halted from "
        + row.haltAt()
        + ": "
        + row.reason();
  }

  /**
   * Approves: from now on the window halts its scope and pauses dead man's switches in it.
   *
   * @throws MaintenanceRefusedException where the same person asked, it is too late, or cancelled
   */
  public WindowRow approve(String windowId, String person) {
    Instant now = now();
    WindowRow row = find(windowId);
    if (row.asked().person().equals(person)) {
      throw refused(
          Kind.SAME_PERSON, person + " planned window " + windowId + ": another person approves");
    }
    if (row.state(now) == WindowRow.State.APPROVED) {
      return row;
    }
    requireState(row, now, WindowRow.State.PLANNED, "approved");
    database.runInTransaction(
        () -> {
          if (windows.approve(windowId, new Signed(person, now))) {
            record(row, person, "APPROVE", text(row));
          }
        });
    return find(windowId);
  }

  /**
   * Cancels: a window that has not begun halts nothing; one that has begun pauses nothing any more,
   * its halt stands until a recovery.
   */
  public WindowRow cancel(String windowId, String person, String reason) {
    Instant now = now();
    WindowRow row = find(windowId);
    WindowRow.State state = row.state(now);
    if (state == WindowRow.State.CANCELLED) {
      return row;
    }
    if (state == WindowRow.State.OVER || state == WindowRow.State.LAPSED) {
      throw refused(Kind.STATE, "window " + windowId + " is " + state + " already");
    }
    database.runInTransaction(
        () -> {
          if (windows.cancel(windowId, new Signed(person, now), reason)) {
            record(row, person, "CANCEL", reason);
          }
        });
    return find(windowId);
  }

  private static void requireState(
      WindowRow row, Instant now, WindowRow.State needed, String word) {
    if (row.state(now) != needed) {
      throw refused(
          Kind.STATE,
          "window " + row.windowId() + " is " + row.state(now) + " and cannot be " + word);
    }
  }

  /** Returns the windows whose end is latest. */
  public List<WindowRow> newest(int most) {
    return windows.newest(most);
  }

  /** Returns approved windows whose halt nobody pressed yet, next first. */
  public List<WindowRow> waiting() {
    return windows.waiting(now());
  }

  /**
   * Presses the halt of a window that is due; one that is not, or not approved any more, does
   * nothing. May be called any number of times. Returns whether the scope is halted for it.
   *
   * @throws IllegalStateException if no place took it; it is to be called again
   */
  public boolean begin(String windowId) {
    Instant now = now();
    WindowRow row = find(windowId);
    WindowRow.State state = row.state(now);
    if (state == WindowRow.State.BEGUN) {
      return true;
    }
    if (state != WindowRow.State.APPROVED || now.isBefore(row.haltAt().minus(EARLY))) {
      return false;
    }
    PressResult result = presses.apply(press(row, now));
    if (result.answer() == PressAnswer.NOT_KEPT) {
      throw new IllegalStateException(
          "no place took stop " + row.stopId() + ": " + result.places());
    }
    if (result.answer() == PressAnswer.ACCEPTED || result.answer() == PressAnswer.ENDED) {
      database.runInTransaction(
          () -> {
            if (windows.begun(windowId, now)) {
              record(row, "maintenance", "BEGIN", text(row));
            }
          });
    }
    return true;
  }

  private static Press press(WindowRow row, Instant now) {
    TriggerKind kind = TriggerKind.SCHEDULED_MAINTENANCE;
    String people =
        "planned by "
            + row.asked().person()
            + ", approved by "
            + row.approved().map(Signed::person).orElse("nobody");
    String why = people + ": " + row.reason();
    return new Press(
        row.stopId(),
        row.scope(),
        kind.atOnce(),
        Cause.saying(kind, "maintenance " + row.windowId(), why),
        now);
  }

  private WindowRow find(String windowId) {
    return windows
        .find(windowId)
        .orElseThrow(() -> refused(Kind.UNKNOWN, "no maintenance window has the id " + windowId));
  }

  private static MaintenanceRefusedException refused(Kind kind, String sentence) {
    return new MaintenanceRefusedException(kind, sentence);
  }

  private void record(WindowRow row, String actor, String action, String text) {
    ledger.append(
        new LedgerEntry(
            actor,
            action,
            "maintenance/" + row.windowId(),
            Map.of("text", text, "stop", row.stopId().value())));
  }
}
