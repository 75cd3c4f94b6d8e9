package io.estop.halt.keeper;

import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what the keeper finds into alarms, on a thread of its own: the keeper only drops its
 * findings here and never waits, as others do with what happened to them. What stands is written by
 * the elected process, what happened by the process it happened to; every process counts.
 */
public final class AlarmDesk implements MeterBinder {
  /** Between two turns. */
  public static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(AlarmDesk.class);
  private static final String KEEPER = "keeper";
  private static final int MOST_WAITING = 256;
  private static final int DROPPED_TOLD_EVERY = 1_000;

  /** What the keeper clears, for it raised it or it tells of a moment; others clear their own. */
  private static final Set<AlarmKind> OWN =
      EnumSet.of(
          AlarmKind.NOT_LEASED,
          AlarmKind.BOARD_REFILLED,
          AlarmKind.HOLD_REFUSED,
          AlarmKind.HOLD_TAKEN_OFF,
          AlarmKind.COMPONENT_SILENT,
          AlarmKind.STOP_UNACKNOWLEDGED,
          AlarmKind.COMPONENT_TWICE,
          AlarmKind.COMPONENT_TROUBLE,
          AlarmKind.PRESS_KEPT,
          AlarmKind.PRESS_TROUBLE,
          AlarmKind.CONFIGURATION_REFUSED);

  /** What comes and goes faster than this is one alarm. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** How long an alarm about a moment stands. */
  private static final Duration MOMENT = Duration.ofMinutes(5);

  private final Alarms alarms;
  private final Clock clock;
  private final BlockingQueue<Happened> happened = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  // Written by the keeper's thread, read by the desk's.
  private volatile List<Finding> standing = List.of();
  // Written by the desk's thread, read by metrics.
  private volatile Map<AlarmKind, Integer> counts = Map.of();

  public AlarmDesk(Alarms alarms, Clock clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  /** Says all that is wrong now; what was said before and is left out is over. Never waits. */
  public void stands(List<Finding> findings) {
    standing = List.copyOf(findings);
  }

  /** Says what has happened to the keeper; beyond a bound it is counted only. Never waits. */
  public void happened(Finding finding) {
    happened(KEEPER, finding);
  }

  /** Says what has happened, and to whom; beyond a bound it is counted only. Never waits. */
  public void happened(String actor, Finding finding) {
    if (!happened.offer(new Happened(actor, finding))
        && dropped.getAndIncrement() % DROPPED_TOLD_EVERY == 0) {
      log.warn("{} alarms were dropped so far, the last: {}", dropped.get(), finding);
    }
  }

  /**
   * Writes what happened, where this process keeps what stands too, and counts. Throws the
   * database's exception; what is not written is written by a later turn then.
   */
  public void turn(BooleanSupplier elected) {
    if (elected.getAsBoolean()) {
      List<Finding> now = standing;
      raise(now);
      clear(now);
    }
    raiseHappened();
    counts = alarms.counts();
  }

  private void raise(List<Finding> now) {
    Set<String> open =
        alarms.open().stream()
            .map(alarm -> key(alarm.kind(), alarm.subject()))
            .collect(Collectors.toSet());
    for (Finding finding : now) {
      if (!open.contains(key(finding.kind(), finding.subject()))) {
        raise(KEEPER, finding);
      }
    }
  }

  private void raiseHappened() {
    // Taken out only once it is written.
    for (Happened next = happened.peek(); next != null; next = happened.peek()) {
      raise(next.actor(), next.finding());
      happened.poll();
    }
  }

  private void raise(String actor, Finding finding) {
    if (alarms.raise(actor, finding.kind(), finding.subject(), finding.text())) {
      log.warn("alarm {} {}: {}", finding.kind(), finding.subject(), finding.text());
    }
  }

  private void clear(List<Finding> now) {
    Set<String> stand =
        now.stream()
            .map(finding -> key(finding.kind(), finding.subject()))
            .collect(Collectors.toSet());
    for (Alarm alarm : alarms.open()) {
      Duration least = alarm.kind().momentary() ? MOMENT : SHORTEST;
      boolean over =
          OWN.contains(alarm.kind()) && !stand.contains(key(alarm.kind(), alarm.subject()));
      if (over && !alarm.raisedAt().plus(least).isAfter(clock.instant())) {
        alarms.clear(KEEPER, alarm.kind(), alarm.subject(), least);
      }
    }
  }

  private record Happened(String actor, Finding finding) {}

  private static String key(AlarmKind kind, String subject) {
    return kind + " " + subject;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    for (AlarmKind kind : AlarmKind.values()) {
      Gauge.builder("estop.alarms", this, desk -> desk.counts.getOrDefault(kind, 0))
          .description("Alarms that stand")
          .tag("kind", kind.name())
          .register(meters);
    }
  }
}
