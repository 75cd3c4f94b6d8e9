package io.estop.gate;

import io.estop.gate.GateMemory.Move;
import io.estop.gate.board.Limits;
import io.estop.model.Scope;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.util.ArrayList;
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
  private final boolean empty;

  private HeldSet(Map<Scope, Held[]> byScope, Held[] newest) {
    this.byScope = byScope;
    this.newest = newest;
    this.empty = newest.length == 0 && byScope.isEmpty();
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
    return empty;
  }

  /** Returns what the holds that cover an order say together. Allocates nothing. */
  int weigh(OrderRequest order) {
    int weight = weigh(Weight.NONE, newest, order);
    if (!byScope.isEmpty()) {
      for (Scope scope : order.scopes) {
        Held[] covering = byScope.get(scope);
        weight = covering == null ? weight : weigh(weight, covering, order);
      }
    }
    return weight;
  }

  private static int weigh(int weight, Held[] among, OrderRequest order) {
    int sum = weight;
    for (Held held : among) {
      if (order.isCoveredBy(held.scope())) {
        sum = Weight.add(sum, held, order);
      }
    }
    return sum;
  }

  /** The same under other limits. */
  int weigh(OrderRequest order, @Nullable Limits limits) {
    List<Held> covering = new ArrayList<>(List.of(newest));
    for (Scope scope : order.scopes) {
      covering.addAll(List.of(byScope.getOrDefault(scope, new Held[0])));
    }
    Held[] limited =
        covering.stream().map(held -> Held.of(held.hold(), limits)).toArray(Held[]::new);
    return weigh(Weight.NONE, limited, order);
  }

  /** Returns whether anything stricter than LIVE covers the order. */
  boolean isHeld(OrderRequest order) {
    return Weight.strictest(weigh(order)) != Mode.LIVE;
  }

  private static Held[] joined(Held[] first, Held[] second) {
    Held[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
