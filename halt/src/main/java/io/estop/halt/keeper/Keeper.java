package io.estop.halt.keeper;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Change;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.halt.HaltTimeouts;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Component;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagState;
import io.estop.store.flag.HoldWrite;
import io.estop.store.stop.Stops;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares board and flag, makes both say the stricter, and renews the lease under which LIVE
 * counts. Called by one thread, once a second.
 */
public final class Keeper {
  private final Board board;
  private final Flag flag;
  private final Stops stops;
  private final Components components;
  private final HaltTimeouts timeouts;

  public Keeper(Board board, Flag flag, Stops stops, Components components, HaltTimeouts timeouts) {
    this.board = board;
    this.flag = flag;
    this.stops = stops;
    this.components = components;
    this.timeouts = timeouts;
  }

  /**
   * What one look did.
   *
   * @param leased whether the lease was renewed
   * @param text one sentence
   */
  public record Look(boolean leased, String text) {}

  /**
   * Looks once. Board unreachable is an answer; the database unreachable throws its exception, and
   * then the lease runs out.
   */
  public Look look() {
    // The time of Redis is taken before the flag is read: the lease counts from here (rule R1).
    Answer<Reading> read = board.read(timeouts.keeperCall());
    if (!(read instanceof Answer.Done<Reading> done)) {
      return new Look(false, "the board does not answer: " + read);
    }
    FlagState truth = flag.read();
    Reading reading = done.value();
    if (!(reading.board() instanceof BoardState state)
        || state.version().incarnation() == 0
        || !state.run().equals(reading.run())) {
      return refill(truth);
    }
    if (copyToFlag(state, truth)) {
      return new Look(false, "holds were copied from the board to the flag");
    }
    if (!says(state, truth)) {
      return changed(
          "copied to the board", board.merge(content(truth, state.holds()), timeouts.keeperCall()));
    }
    writeLimits();
    return lease(reading);
  }

  private Look refill(FlagState truth) {
    return changed(
        "board refilled",
        board.refill(flag.nextIncarnation(), content(truth, List.of()), timeouts.keeperCall()));
  }

  /**
   * Copies holds that only the board has, or has stricter, to the flag (rule R7). What the flag
   * refuses (an ended stop, a stop id in use for another scope) stays on the board and denies
   * there; it must not cost the firm its lease.
   */
  private boolean copyToFlag(BoardState state, FlagState truth) {
    boolean copied = false;
    for (Hold hold : state.holds()) {
      Hold known = truth.holds().get(hold.stopId());
      boolean news = known == null || isNews(known, hold);
      if (news && !truth.releases().contains(hold.stopId())) {
        copied |= flag.add(hold) == HoldWrite.HELD;
      }
    }
    return copied;
  }

  private static boolean isNews(Hold known, Hold hold) {
    return known.scope().equals(hold.scope()) && !known.merge(hold).equals(known);
  }

  /** Returns whether the board denies whatever the flag denies, and knows the releases it can. */
  private static boolean says(BoardState state, FlagState truth) {
    return knowsReleases(state, truth)
        && truth.holds().values().stream()
            .allMatch(
                hold ->
                    state.holds().stream()
                        .filter(other -> other.stopId().equals(hold.stopId()))
                        .filter(other -> other.scope().equals(hold.scope()))
                        .anyMatch(other -> other.merge(hold).equals(other)));
  }

  // A board remembers the newest releases only; one it forgot is said again where it matters.
  private static boolean knowsReleases(BoardState state, FlagState truth) {
    return truth.releases().size() <= BoardContent.MAX_RELEASES
        ? state.content().releases().containsAll(truth.releases())
        : state.holds().stream().noneMatch(hold -> truth.releases().contains(hold.stopId()));
  }

  private BoardContent content(FlagState truth, List<Hold> shown) {
    List<StopId> ended = stops.newestEnded(BoardContent.MAX_ENDED);
    Set<StopId> releases = new LinkedHashSet<>(truth.releases());
    // Last, so that the bound never cuts off those that the board still holds.
    for (Hold hold : shown) {
      if (releases.remove(hold.stopId())) {
        releases.add(hold.stopId());
      }
    }
    return new BoardContent(truth.holdsInOrder(), releases, ended);
  }

  private void writeLimits() {
    for (Component component : components.expected()) {
      if (component.maxOrderQuantity().isPresent() && component.maxPositionQuantity().isPresent()) {
        Limits limits =
            new Limits(component.maxOrderQuantity().get(), component.maxPositionQuantity().get());
        board.writeLimits(component.name(), limits, timeouts.keeperCall());
      }
    }
  }

  private Look lease(Reading reading) {
    Answer<Change> renewed =
        board.renewLease(
            reading, timeouts.lease().minus(timeouts.clockMargin()), timeouts.keeperCall());
    return new Look(renewed.isDone(), renewed.isDone() ? "leased" : renewed.toString());
  }

  private static Look changed(String what, Answer<Change> answer) {
    return new Look(false, what + ": " + answer);
  }
}
