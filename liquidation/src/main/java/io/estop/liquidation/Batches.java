package io.estop.liquidation;

import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.options.Underlying;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which positions are worked on together: only those of one account, so that a venue that hangs
 * delays no other; and those with a schedule apart from the others, which are done in a round or
 * two. A hedged group stays together. Pure.
 */
final class Batches {
  private Batches() {}

  private record Key(String account, boolean paced, int planned) {}

  /** Returns the plan in the same order with its batches told apart, numbered from 1. */
  static List<PlannedPosition> of(List<PlannedPosition> plan) {
    Set<String> paced = new HashSet<>();
    plan.stream().filter(one -> one.schedule().isPresent()).forEach(one -> paced.add(group(one)));
    Map<Key, Integer> numbers = new HashMap<>();
    return plan.stream()
        .map(one -> one.in(number(numbers, key(one, paced.contains(group(one))))))
        .toList();
  }

  private static int number(Map<Key, Integer> numbers, Key key) {
    int next = numbers.size() + 1;
    return numbers.computeIfAbsent(key, unknown -> next);
  }

  /** All that is paced in one account is one batch: each look at its market is one for all. */
  private static Key key(PlannedPosition planned, boolean paced) {
    return new Key(planned.account().toString(), paced, paced ? 0 : planned.batch());
  }

  private static String group(PlannedPosition planned) {
    return planned.account() + " " + Underlying.of(planned.position().instrument());
  }
}
