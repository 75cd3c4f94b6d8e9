package io.estop.halt.deadman;

import io.estop.model.Scope;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.deadman.SwitchRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts dead man's switches outside Temporal, in every worker and starter: an expiry that the
 * switch's own run did not press is pressed here, and people are told that the run is silent.
 * {@link #turn} belongs to one thread.
 */
public final class SwitchWatchdog {
  /** Between two turns. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  /** How long the switch's own run has for what is due before it is done here. */
  static final Duration GRACE = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(SwitchWatchdog.class);
  private static final Duration SILENT = Duration.ofSeconds(30);
  private static final int INTERVALS = 3;
  private static final Duration LEAST_ALARM = Duration.ofSeconds(10);

  private final DeadMansSwitches switches;
  private final Alarms alarms;
  private final String process;
  private final Told told;

  /** Tells people over channels of this process; where it has none, the alarm stands alone. */
  public interface Told {
    /** Throws where not everybody was told; it is repeated with the next turn. */
    void warn(Scope scope, long episode, String why);
  }

  /**
   * @param process named in alarms: worker or starter
   * @param told what tells people while the run is silent
   */
  public SwitchWatchdog(DeadMansSwitches switches, Alarms alarms, String process, Told told) {
    this.switches = switches;
    this.alarms = alarms;
    this.process = process;
    this.told = told;
  }

  /** Looks once. Throws what PostgreSQL throws while it is not there: then the lease ends. */
  public void turn() {
    for (SwitchRow row : switches.inForce()) {
      watch(row, switches.now());
    }
    clocks();
  }

  private void watch(SwitchRow row, Instant now) {
    boolean silent =
        Duration.between(row.tickedAt(), now)
                .compareTo(row.interval().multipliedBy(INTERVALS).plus(SILENT))
            > 0;
    sayOnce(
        AlarmKind.SWITCH_SILENT,
        row.scope().toString(),
        silent ? Optional.of(text(row)) : Optional.empty());
    if (silent || isOverdue(row, now)) {
      switches.look(row.scope(), false).ifPresent(this::act);
    }
  }

  private static boolean isOverdue(SwitchRow row, Instant now) {
    return !now.isBefore(row.dueAt().plus(GRACE)) && !row.pressed();
  }

  private static String text(SwitchRow row) {
    return "its run in Temporal has not looked since " + row.tickedAt() + "; the watchdogs count";
  }

  private void act(SwitchLook look) {
    if (look.unpressed().isPresent()) {
      log.warn("the dead man's switch of {} expired and is pressed here", look.scope());
      switches.press(look.scope());
    } else if (look.row().state().warned() && !look.row().state().expired()) {
      told.warn(look.scope(), look.row().state().episode(), look.why());
    }
  }

  private void clocks() {
    sayOnce(AlarmKind.CLOCKS_DISAGREE, process, switches.clockTrouble());
  }

  private void sayOnce(AlarmKind kind, String subject, Optional<String> trouble) {
    if (trouble.isPresent()) {
      if (alarms.raise(process, kind, subject, trouble.get())) {
        log.warn("{} {}: {}", kind, subject, trouble.get());
      }
    } else {
      alarms.clear(process, kind, subject, LEAST_ALARM);
    }
  }
}
