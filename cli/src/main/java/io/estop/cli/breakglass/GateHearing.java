package io.estop.cli.breakglass;

import io.estop.gate.board.Board;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.component.Acknowledgements.Heard;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Components;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Waits until the components have said that they deny. Positions are closed whether they do or not;
 * who did not is told, for the orders of a gate that denies by age alone may still be on their way.
 */
final class GateHearing {
  /** Gates that heard nothing of the hold deny by then: what they hear is too old. */
  static final Duration GATES_DENY = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration CALL = Duration.ofMillis(500);

  private final Acknowledgements acknowledgements;
  private final Ledger ledger;
  private final LongSupplier nanoClock;
  private final Consumer<Duration> pause;

  GateHearing(
      Board board,
      Database database,
      Clock clock,
      LongSupplier nanoClock,
      Consumer<Duration> pause) {
    this.acknowledgements =
        new Acknowledgements(
            board, new Components(database, clock), new Alarms(database, clock), CALL);
    this.ledger = new Ledger(database, clock);
    this.nanoClock = nanoClock;
    this.pause = pause;
  }

  /**
   * Waits and records who was heard.
   *
   * @param within at least {@link #GATES_DENY}: so long where nobody is expected, for gates that
   *     nobody registered acknowledge to nobody
   */
  void hear(StopId stop, Duration within, Consumer<String> lines) {
    long began = nanoClock.getAsLong();
    Heard heard = acknowledgements.readOnce(stop);
    while (!isEnough(heard, since(began)) && since(began).compareTo(within) < 0) {
      pause.accept(LOOK);
      heard = acknowledgements.readOnce(stop);
    }
    acknowledgements.alarm(stop, heard);
    Map<String, ?> told = acknowledgements.told(heard);
    ledger.append(new LedgerEntry("break-glass", "ACKNOWLEDGEMENTS", LedgerEntry.stop(stop), told));
    lines.accept(line(heard, within, String.valueOf(told.get("text"))));
  }

  private Duration since(long began) {
    return Duration.ofNanos(nanoClock.getAsLong() - began);
  }

  private static boolean isEnough(Heard heard, Duration waited) {
    return heard.silent().isEmpty() && (heard.expected() > 0 || waited.compareTo(GATES_DENY) >= 0);
  }

  private static String line(Heard heard, Duration within, String text) {
    if (heard.expected() == 0) {
      return "NOBODY EXPECTED no component is registered; gates deny by now, if only by age";
    }
    return heard.silent().isEmpty()
        ? "ACKNOWLEDGED " + text
        : "NOT ACKNOWLEDGED within "
            + within.toMillis()
            + " ms by "
            + heard.silent().size()
            + " of "
            + heard.expected()
            + "; "
            + text
            + "; it goes on: what they send is swept";
  }
}
