package io.estop.modelcheck.world;

import io.estop.modelcheck.postgres.FlagRows;
import io.estop.modelcheck.world.State.Gate;
import io.estop.modelcheck.world.State.Keeping;
import java.util.Optional;
import java.util.Set;

/** What must hold in every state. */
final class Laws {
  /** More looks and polls than any state needs to come to rest. */
  private static final int ROUNDS = 10;

  private final Steps steps;
  private final Product product;
  private final Visited rested = new Visited();
  private final Shape shape;

  Laws(Steps steps, Shape shape) {
    this.steps = steps;
    this.product = steps.product;
    this.shape = shape;
  }

  /** Returns what is broken in a state. */
  Optional<String> broken(State state) {
    for (int i = 0; i < state.gates.length; i++) {
      Optional<String> found = brokenBy(state, i);
      if (found.isPresent()) {
        return found;
      }
    }
    return steps.world.quiet() ? unrest(state) : Optional.empty();
  }

  private Optional<String> brokenBy(State state, int number) {
    Gate gate = state.gates[number];
    int allowed = steps.stores.allows(number, gate.memory, state.tick);
    if ((allowed & 4) == 0) {
      return Optional.empty();
    }
    for (int stop = 0; stop < steps.world.stops(); stop++) {
      int bit = 1 << stop;
      if ((state.accepted & ~state.released & allowed & bit) != 0) {
        String who = "gate " + (number + 1) + " admits under accepted " + product.stops.get(stop);
        String law = state.released != 0 ? "P3: a release of another stop; " : "";
        if ((gate.acked & bit) != 0) {
          return Optional.of((law.isEmpty() ? "P1: " : law) + who + ", which it acknowledged");
        }
        if (state.since[stop] >= Product.LEASE_TICKS) {
          return Optional.of((law.isEmpty() ? "P2: " : law) + who + ", one lease after the answer");
        }
      }
    }
    return untrue(state, gate, number);
  }

  private static Optional<String> untrue(State state, Gate gate, int number) {
    String who = "P4: gate " + (number + 1) + " counts as LIVE ";
    if (state.tick - gate.asked > Product.STALE_TICKS) {
      return Optional.of(who + "on a reading that is stale");
    }
    if (gate.leaseEnds <= state.tick) {
      return Optional.of(who + "on a lease that has ended or never was");
    }
    return gate.behind
        ? Optional.of(who + "on a board older than one it has seen")
        : Optional.empty();
  }

  /** P5: nothing fails any more, what was under way is lost; soon all agree and LIVE counts. */
  private Optional<String> unrest(State from) {
    if (!rested.add(shape.ofQuiet(from), 0, 0)) {
      return Optional.empty();
    }
    State state = from.copy();
    for (int i = 0; i < state.keepers.length; i++) {
      state.keepers[i] = Keeping.IDLE;
    }
    for (Gate gate : state.gates) {
      gate.answer = null;
      gate.message = null;
      gate.said = null;
    }
    for (int round = 0; round < ROUNDS; round++) {
      steps.look(state);
      for (int i = 0; i < state.gates.length; i++) {
        steps.poll(state, i);
        steps.said(state, i);
      }
      if (round < ROUNDS - 1) {
        state.tick++;
      }
    }
    return disagreement(state);
  }

  private Optional<String> disagreement(State state) {
    Set<String> held = state.flag.as(FlagRows.class).holds().keySet();
    String board = steps.board(state);
    if (!board.contains(" holds [" + String.join(", ", held) + "] ")) {
      return Optional.of("P5: at rest the flag holds " + held + " but the board is " + board);
    }
    for (int stop = 0; stop < steps.world.stops(); stop++) {
      String name = product.stops.get(stop).value();
      if ((state.released & 1 << stop) != 0 && held.contains(name)) {
        return Optional.of("P5: at rest the released " + name + " is held again");
      }
    }
    for (int i = 0; i < state.gates.length; i++) {
      int allowed = steps.stores.allows(i, state.gates[i].memory, state.tick);
      String who = "P5: at rest gate " + (i + 1);
      if ((allowed & 4) == 0) {
        return Optional.of(who + " is not LIVE; the board is " + board);
      }
      for (int stop = 0; stop < steps.world.stops(); stop++) {
        String name = product.stops.get(stop).value();
        if (held.contains(name) == ((allowed & 1 << stop) != 0)) {
          return Optional.of(who + " disagrees on " + name + "; the board is " + board);
        }
      }
    }
    return Optional.empty();
  }
}
