package io.estop.gate;

import io.estop.gate.GateMemory.Move;
import io.estop.gate.board.Limits;
import io.estop.model.Scope;
import io.estop.model.hold.Hold;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All holds of a snapshot, never changed: many of them by scope, so that an order asks for its own
 * few; the newest in a short list, so that a message does not rebuild the rest.
 */
final class HeldSet {
  static final HeldSet NOTHING = new HeldSet(Map.of(), new Held[0]);

  /** So many are looked through one by one. */
  private static final int SHORT = 32;

  private final Map<Scope, Held[]> byScope;
  private final Held[] newest;

  private HeldSet(Map<Scope, Held[]> byScope, Held[] newest) {
    this.byScope = byScope;
    this.newest = newest;
  }

  static HeldSet of(Collection<Hold> holds, @Nullable Limits limits) {
    Held[] all = holds.stream().map(hold -> Held.of(hold, limits)).toArray(Held[]::new);
    return all.length <= SHORT ? new HeldSet(Map.of(), all) : indexed(all);
  }

  private static HeldSet indexed(Held[] all) {
    Map<Scope, Held[]> byScope = new HashMap<>();
    for (Held held : all) {
      byScope.merge(held.scope(), new Held[] {held}, HeldSet::joined);
    }
    return new HeldSet(byScope, new Held[0]);
  }

  /**
   * Returns this set after moves that only added or tightened.
   *
   * @param all every hold as it is now, for when it is better to begin anew
   */
  HeldSet with(List<Move> moves, Collection<Hold> all, @Nullable Limits limits) {
    boolean onlyNew = moves.stream().allMatch(move -> move.before() == null);
    if (!onlyNew || newest.length + moves.size() > SHORT) {
      return of(all, limits);
    }
    Held[] longer = Arrays.copyOf(newest, newest.length + moves.size());
    for (int i = 0; i < moves.size(); i++) {
      Hold now = moves.get(i).now();
      if (now == null) {
        return of(all, limits);
      }
      longer[newest.length + i] = Held.of(now, limits);
    }
    return new HeldSet(byScope, longer);
  }

  boolean isEmpty() {
    return newest.length == 0 && byScope.isEmpty();
  }

  /** Returns what the holds that cover an order say together. Allocates nothing. */
  int weigh(OrderRequest order) {
    int weight = Weight.NONE;
    for (Held held : newest) {
      if (order.isCoveredBy(held.scope())) {
        weight = Weight.add(weight, held, order);
      }
    }
    if (!byScope.isEmpty()) {
      for (Scope scope : order.scopes) {
        Held[] covering = byScope.get(scope);
        if (covering != null) {
          for (Held held : covering) {
            weight = Weight.add(weight, held, order);
          }
        }
      }
    }
    return weight;
  }

  private static Held[] joined(Held[] first, Held[] second) {
    Held[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
