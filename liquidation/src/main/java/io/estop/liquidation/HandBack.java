package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.Directives;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.PositionRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Opens again what people gave back. A word may come while a position is only being handed over, so
 * whoever begins to work looks for positions that are a person's and that nobody has taken over.
 */
final class HandBack {
  private final EngineParts parts;

  HandBack(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Opens those of the rows that were given back. What the person sold counts as closed by others,
   * their orders as anybody's; a position that they enlarged or turned around is left alone.
   *
   * @return whether one was opened
   */
  boolean follow(StopId stop, List<PositionRow> rows) {
    List<PositionRow> byHand =
        rows.stream().filter(row -> row.status() == PositionStatus.HANDED_OVER).toList();
    if (byHand.isEmpty()) {
      return false;
    }
    Directives said = parts.directives().of(stop);
    return byHand.stream().anyMatch(row -> word(said, row).isPresent()) && open(stop, byHand);
  }

  private static Optional<Directive> word(Directives said, PositionRow row) {
    return said.givenBack(row.account(), row.instrument().symbol());
  }

  private boolean open(StopId stop, List<PositionRow> byHand) {
    return parts
        .database()
        .inTransaction(
            () -> {
              // Claims before positions, as whoever hands over takes them; and people are heard
              // once more, for by then they may have taken it over again.
              symbols(byHand).forEach(parts.claims()::lock);
              Directives said = parts.directives().of(stop);
              List<PositionRow> given =
                  byHand.stream()
                      .flatMap(row -> word(said, row).map(word -> with(row, word)).stream())
                      .toList();
              symbols(given)
                  .forEach((account, all) -> parts.claims().takeFromPerson(stop, account, all));
              Set<Integer> opened = parts.positions().giveBack(stop, given);
              List<PositionRow> back =
                  given.stream().filter(row -> opened.contains(row.number())).toList();
              back.forEach(
                  row -> word(said, row).ifPresent(word -> parts.tasks().told(stop, word)));
              record(stop, back);
              return !back.isEmpty();
            });
  }

  private static Map<Account, List<String>> symbols(List<PositionRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                PositionRow::account,
                Collectors.mapping(row -> row.instrument().symbol(), Collectors.toList())));
  }

  private static PositionRow with(PositionRow row, Directive word) {
    return row.with(
        row.status(),
        row.reason(),
        "given back by " + word.actor() + ": " + word.reason(),
        row.openQuantity());
  }

  private void record(StopId stop, List<PositionRow> back) {
    if (!back.isEmpty()) {
      List<String> words =
          back.stream()
              .map(row -> row.account() + " " + row.instrument().symbol() + ", " + row.detail())
              .toList();
      parts
          .ledger()
          .append(
              new LedgerEntry(
                  "engine",
                  "POSITIONS_GIVEN_BACK",
                  LedgerEntry.stop(stop),
                  Map.of("positions", words)));
    }
  }
}
