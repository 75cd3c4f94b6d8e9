package io.estop.halt.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.ComponentReport;
import java.time.Duration;
import java.util.List;

/**
 * How a component is, judged by what its gates say and the clock of Redis.
 *
 * @param component its name
 * @param live the gates that were heard lately
 * @param trouble why what it writes cannot be read; empty where it can
 */
public record ComponentState(String component, List<Acknowledgement> live, String trouble) {
  /** Under this name the gates of all starters answer for whoever asks over HTTP. */
  public static final String HTTP_GATE = "http-gate";

  /** A gate speaks every second; whoever is silent for so long is not there. */
  public static final Duration HEARD_WITHIN = Duration.ofSeconds(10);

  public ComponentState {
    live = List.copyOf(live);
  }

  /**
   * Returns how a component is.
   *
   * @param redisMillis the time of Redis now
   */
  public static ComponentState of(ComponentReport report, long redisMillis) {
    return new ComponentState(
        report.component(),
        report.instances().stream()
            .filter(gate -> gate.heardWithin(HEARD_WITHIN, redisMillis))
            .toList(),
        report.trouble());
  }

  /** Returns one word: TROUBLE, SILENT or HEARD. */
  public String word() {
    if (!trouble.isEmpty()) {
      return "TROUBLE";
    }
    return live.isEmpty() ? "SILENT" : "HEARD";
  }
}
