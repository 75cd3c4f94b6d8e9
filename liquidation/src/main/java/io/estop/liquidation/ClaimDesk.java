package io.estop.liquidation;

import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.store.plan.Claims.Claim;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What claims allow before a wave: positions whose claim another stop took are given up, and where
 * this stop has taken one, the orders of the others are cancelled and confirmed before it sends.
 */
final class ClaimDesk {
  private final EngineParts parts;

  ClaimDesk(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * How a stop stands with its positions.
   *
   * @param rows as they are now, with what others' orders filled
   * @param lost who has the claim instead, by number of the position
   * @param waiting an order of another stop that is not over, by number of the position
   */
  record Standing(
      List<PositionRow> rows, Map<Integer, String> lost, Map<Integer, SliceRow> waiting) {

    /** Returns what follows for a position none of whose own orders may still fill, if anything. */
    Optional<Decision> decision(PositionRow row) {
      return Optional.<Decision>ofNullable(givenUp(row)).or(() -> othersFirst(row));
    }

    private @org.jspecify.annotations.Nullable Decision givenUp(PositionRow row) {
      String owner = lost.get(row.number());
      BigDecimal left = row.openQuantity().abs();
      return owner == null ? null : new Decision.Resolve(PositionStatus.CLAIMED_BY, left, owner);
    }

    private Optional<Decision> othersFirst(PositionRow row) {
      return Optional.ofNullable(waiting.get(row.number()))
          .map(
              order ->
                  new Decision.Wait(
                      ResidualReason.IN_FLIGHT,
                      "order " + order.id() + " of another stop is not over: " + order.detail(),
                      false));
    }
  }

  Standing standing(StopId stop, List<PositionRow> rows) {
    Map<Account, List<PositionRow>> open = new HashMap<>();
    rows.stream()
        .filter(row -> row.status() == PositionStatus.OPEN)
        .forEach(row -> open.computeIfAbsent(row.account(), key -> new ArrayList<>()).add(row));
    Map<Integer, String> lost = new HashMap<>();
    List<SliceRow> others = new ArrayList<>();
    open.forEach(
        (account, own) -> {
          lost.putAll(lost(stop, account, own));
          List<String> ours =
              own.stream()
                  .filter(row -> !lost.containsKey(row.number()))
                  .map(row -> row.instrument().symbol())
                  .toList();
          others.addAll(parts.slices().openOfOthers(stop, account, ours));
        });
    if (others.isEmpty()) {
      return new Standing(rows, lost, Map.of());
    }
    List<SliceRow> settled =
        parts.parallel().map(others, SliceRow::account, parts.desk()::cancel, SliceRow::unsure);
    parts.database().runInTransaction(() -> parts.slices().update(settled));
    List<PositionRow> now = parts.positions().batch(stop, rows.get(0).batch());
    return new Standing(now, lost, waiting(now, settled));
  }

  private Map<Integer, String> lost(StopId stop, Account account, List<PositionRow> rows) {
    Map<String, Claim> claims =
        parts.claims().of(account, rows.stream().map(row -> row.instrument().symbol()).toList());
    Map<Integer, String> lost = new HashMap<>();
    for (PositionRow row : rows) {
      Claim claim = claims.get(row.instrument().symbol());
      if (claim == null || !claim.owner().equals(stop)) {
        lost.put(
            row.number(), claim == null ? "its claim is over" : "claimed by stop " + claim.owner());
      } else if (claim.fence() != row.fence()) {
        lost.put(row.number(), "claimed anew");
      }
    }
    return lost;
  }

  private static Map<Integer, SliceRow> waiting(List<PositionRow> rows, List<SliceRow> orders) {
    Map<Integer, SliceRow> waiting = new HashMap<>();
    for (SliceRow order : orders) {
      if (!order.state().isOver()) {
        rows.stream()
            .filter(row -> row.account().equals(order.account()))
            .filter(row -> row.instrument().equals(order.instrument()))
            .forEach(row -> waiting.put(row.number(), order));
      }
    }
    return waiting;
  }
}
