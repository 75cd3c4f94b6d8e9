package io.estop.bench.faults;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the campaign found, by kind and by cause; touched by the campaign's thread alone. */
final class Findings {

  /** What must never be. */
  enum Kind {
    /**
     * The venue accepted an order after its component's acknowledgement, which does not list it.
     */
    ACCEPTED_AFTER_ACKNOWLEDGEMENT,
    /** An order under a hold that was ACCEPTED longer ago than a lease and a stale reading last. */
    WRONG_LIVE,
    /** A press that was answered ACCEPTED is not in the flag, or its stop never came to hold. */
    LOST_PRESS,
    /** A store was gone for longer than its bound, and an order was allowed. */
    NOT_DENIED,
    /** After the fault was healed nobody could trade, or press, again. */
    NOT_HEALED
  }

  /** One finding. */
  record Finding(long seed, Kind kind, String cause, String what) {}

  private final List<Finding> all = new ArrayList<>();

  void add(long seed, Kind kind, Fault fault, String what) {
    all.add(new Finding(seed, kind, fault.cause(), what));
  }

  List<Finding> of(long seed) {
    return all.stream().filter(one -> one.seed() == seed).toList();
  }

  long count(Kind kind) {
    return all.stream().filter(one -> one.kind() == kind).count();
  }

  /** Returns how many there are of each kind under that cause, without those that there are not. */
  Map<String, Long> byKind(String cause) {
    Map<String, Long> counts = new LinkedHashMap<>();
    all.stream()
        .filter(one -> one.cause().equals(cause))
        .forEach(one -> counts.merge(one.kind().name(), 1L, Long::sum));
    return counts;
  }
}
