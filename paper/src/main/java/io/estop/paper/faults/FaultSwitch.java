package io.estop.paper.faults;

import io.estop.paper.market.Chance;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The faults that are switched on. The admin API writes {@code current}, every request reads it. A
 * draw depends on the seed, the fault and what it hits, never on the order of parallel requests.
 */
public final class FaultSwitch {
  private final ConcurrentMap<String, AtomicInteger> occurrences = new ConcurrentHashMap<>();
  private volatile State current;

  public FaultSwitch(Faults atStart, long seed) {
    this.current = new State(atStart, new Chance(seed));
  }

  /** Replaces all faults; without a seed of their own the draws go on with the venue's. */
  public void set(Faults faults, long venueSeed) {
    occurrences.clear();
    Long seed = faults.seed();
    current = new State(faults, new Chance(seed == null ? venueSeed : seed));
  }

  public Faults faults() {
    return current.faults();
  }

  /** Returns whether the data of that symbol are wrong in this way. */
  public boolean isBad(String symbol, BadData kind) {
    Map<String, BadData> bad = current.faults().badData();
    return bad != null && bad.get(symbol) == kind;
  }

  /** Returns whether this fault hits that key, the same answer every time. */
  public boolean hits(double fraction, String fault, String key) {
    return fraction > 0 && current.chance().draw(fault, key) < fraction;
  }

  /** Returns whether this fault hits the next occurrence of that key. */
  public boolean hitsNext(double fraction, String fault, String key) {
    return fraction > 0 && hits(fraction, fault, key + "#" + next(fault + "/" + key));
  }

  /** Returns a generator of its own for that key. */
  public SplittableRandom random(String fault, String key) {
    return current.chance().random(fault, key);
  }

  private int next(String key) {
    return occurrences.computeIfAbsent(key, none -> new AtomicInteger()).getAndIncrement();
  }

  private record State(Faults faults, Chance chance) {}
}
