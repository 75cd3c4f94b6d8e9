package io.estop.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.store.plan.PositionRow;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rows of one account, found by instrument: a stop has as many as the account has positions, so
 * that looking through all of them for each would take minutes in a large book.
 */
final class ByInstrument {
  private final Map<Instrument, List<PositionRow>> rows;

  ByInstrument(List<PositionRow> all, Account account) {
    this.rows =
        all.stream()
            .filter(row -> row.account().equals(account))
            .collect(Collectors.groupingBy(PositionRow::instrument));
  }

  /** Returns the rows of an instrument in the order of their numbers; none is an empty list. */
  List<PositionRow> of(Instrument instrument) {
    return rows.getOrDefault(instrument, List.of());
  }
}
