package io.estop.activities.recovery;

import io.estop.halt.component.Acknowledgements;
import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.recovery.Assessment;
import io.estop.model.trading.Account;
import io.estop.model.trading.Position;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.stop.StopRow;
import io.estop.venues.Answer;
import io.estop.venues.VenueReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at venues, components and the ledger: what a restart rests on. Doubt fails it. */
public final class SystemAssessment {
  private static final int MOST_NAMED = 5;

  private final Flag flag;
  private final Positions positions;
  private final Acknowledgements acknowledgements;
  private final Ledger ledger;
  private final List<VenueReader> readers;

  public SystemAssessment(
      Flag flag,
      Positions positions,
      Acknowledgements acknowledgements,
      Ledger ledger,
      Collection<? extends VenueReader> readers) {
    this.flag = flag;
    this.positions = positions;
    this.acknowledgements = acknowledgements;
    this.ledger = ledger;
    this.readers = List.copyOf(readers);
  }

  private record Finding(boolean good, String text) {}

  /** Looks at everything now. */
  Assessment of(StopRow stop) {
    Finding book = book(stop);
    List<String> missing = acknowledgements.missing();
    Optional<String> broken = ledger.firstBreak();
    String text =
        book.text()
            + "; components: "
            + (missing.isEmpty() ? "all acknowledge" : "silent: " + String.join(", ", missing))
            + "; ledger: "
            + broken.orElse("intact");
    return new Assessment(book.good(), missing.isEmpty(), broken.isEmpty(), text);
  }

  private Finding book(StopRow stop) {
    if (tradesAgain(stop.stopId())) {
      return new Finding(true, "positions: not judged, for trading restarted under REDUCED");
    }
    Outcome expected = stop.action() == Action.FLATTEN ? Outcome.FLAT : Outcome.HELD;
    String outcome = stop.outcome().map(Outcome::name).orElse("not known yet");
    if (!outcome.equals(expected.name())) {
      return new Finding(
          false, "outcome: must be " + expected + " but is " + outcome + " " + stop.outcomeText());
    }
    return stop.action() == Action.FLATTEN
        ? positions(stop)
        : new Finding(true, "positions: stay open, as " + stop.action() + " left them");
  }

  private boolean tradesAgain(StopId stop) {
    Hold hold = flag.read().holds().get(stop);
    return hold != null && hold.mode() == Mode.REDUCED;
  }

  private Finding positions(StopRow stop) {
    List<PositionRow> planned = positions.all(stop.stopId());
    List<String> open = new ArrayList<>();
    int listed = 0;
    List<VenueReader> inScope = readers.stream().filter(reader -> isIn(stop, reader)).toList();
    if (inScope.isEmpty()) {
      return new Finding(false, "positions: no account is configured for " + stop.scope());
    }
    for (VenueReader reader : inScope) {
      Answer<List<Position>> answer = reader.positions();
      if (!(answer instanceof Answer.Known<List<Position>> known)) {
        String why = answer.failure().orElse("no reason");
        return new Finding(false, "positions: " + reader.account() + " does not answer: " + why);
      }
      for (Position position : known.value()) {
        if (isListed(planned, reader.account(), position)) {
          listed++;
        } else if (isIn(stop.scope(), position)) {
          open.add(position.quantity().toPlainString() + " " + position.instrument());
        }
      }
    }
    return open.isEmpty()
        ? new Finding(true, "positions: flat but for " + listed + " worthless or dust")
        : new Finding(false, "positions: " + open.size() + " open: " + first(open));
  }

  private static boolean isIn(StopRow stop, VenueReader reader) {
    Scope scope = stop.scope();
    Account account = reader.account();
    return switch (scope.kind()) {
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString());
      default -> true;
    };
  }

  private static boolean isIn(Scope scope, Position position) {
    return switch (scope.kind()) {
      case SYMBOL -> scope.id().equals(position.instrument().underlying());
      default -> true;
    };
  }

  /** Returns whether the outcome lists this position, and the venue shows no more of it. */
  private static boolean isListed(List<PositionRow> planned, Account account, Position position) {
    // A position that came back has a further row: the last one counts.
    return planned.stream()
        .filter(row -> row.account().equals(account))
        .filter(row -> row.instrument().equals(position.instrument()))
        .reduce((earlier, later) -> later)
        .filter(
            row -> row.status() == PositionStatus.WORTHLESS || row.status() == PositionStatus.DUST)
        .filter(row -> position.quantity().abs().compareTo(row.openQuantity().abs()) <= 0)
        .isPresent();
  }

  private static String first(List<String> open) {
    return String.join(", ", open.subList(0, Math.min(MOST_NAMED, open.size())));
  }
}
