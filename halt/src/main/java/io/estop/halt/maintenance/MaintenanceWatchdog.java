package io.estop.halt.maintenance;

import io.estop.store.maintenance.WindowRow;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halts for maintenance outside Temporal, in every worker and starter: a window whose schedule did
 * not fire, or never could be made, is begun here. {@link #turn} belongs to one thread.
 */
public final class MaintenanceWatchdog {
  /** Between two turns. */
  public static final Duration PAUSE = Duration.ofSeconds(2);

  /** How long Temporal's schedule has before it is done here. */
  static final Duration GRACE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(MaintenanceWatchdog.class);

  private final Maintenance maintenance;

  public MaintenanceWatchdog(Maintenance maintenance) {
    this.maintenance = maintenance;
  }

  /** Looks once. Throws what PostgreSQL throws while it is not there. */
  public void turn() {
    Instant now = maintenance.now();
    for (WindowRow window : maintenance.waiting()) {
      if (!now.isBefore(window.haltAt().plus(GRACE)) && maintenance.begin(window.windowId())) {
        log.warn(
            "{} is halted for maintenance {} by the watchdog", window.scope(), window.windowId());
      }
    }
  }
}
