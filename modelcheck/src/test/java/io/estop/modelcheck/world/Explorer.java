package io.estop.modelcheck.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Visits every state of a world, the nearest first: the first fault found is a nearest one. */
public final class Explorer {
  private final Steps steps;
  private final Shape shape;
  private final Laws laws;
  private final Visited visited = new Visited();

  public Explorer(World world) {
    this.steps = new Steps(world, new Product(world.gates()), PressAnswers.accepted());
    this.shape = new Shape(steps, world);
    this.laws = new Laws(steps, shape);
  }

  /**
   * What came of it.
   *
   * @param verdict HOLDS, VIOLATED or UNFINISHED
   * @param states how many were visited
   * @param millis how long it took
   * @param broken which law, empty where none
   * @param trace what happened, step by step
   */
  public record Result(
      String verdict, int states, long millis, String broken, List<String> trace) {}

  /**
   * Explores a world given in words, for a mutant's class loader.
   *
   * @param words name, world, most states
   * @return verdict, states, milliseconds, what is broken, then the trace
   */
  public static String[] explore(String... words) {
    Result result = new Explorer(World.parse(words[0], words[1])).run(Integer.parseInt(words[2]));
    List<String> told = new ArrayList<>();
    told.add(result.verdict());
    told.add(Integer.toString(result.states()));
    told.add(Long.toString(result.millis()));
    told.add(result.broken());
    told.addAll(result.trace());
    return told.toArray(String[]::new);
  }

  /**
   * Explores.
   *
   * @param most states to visit before it gives up as UNFINISHED
   */
  public Result run(int most) {
    long begun = System.nanoTime();
    Deque<State> open = new ArrayDeque<>();
    State first = steps.first();
    visited.add(shape.of(first), -1, 0);
    open.add(first);
    int number = 0;
    while (!open.isEmpty()) {
      if (visited.size() > most) {
        return result("UNFINISHED", begun, "", List.of());
      }
      State state = open.removeFirst();
      List<Steps.Step> next = steps.next(state);
      for (int i = 0; i < next.size(); i++) {
        State after = steps.after(state, next.get(i));
        if (visited.add(shape.of(after), number, i)) {
          Optional<String> broken = laws.broken(after);
          if (broken.isPresent()) {
            return result("VIOLATED", begun, broken.get(), trace(visited.size() - 1));
          }
          open.add(after);
        }
      }
      number++;
    }
    return result("HOLDS", begun, "", List.of());
  }

  private Result result(String verdict, long begun, String broken, List<String> trace) {
    long millis = (System.nanoTime() - begun) / 1_000_000;
    return new Result(verdict, visited.size(), millis, broken, trace);
  }

  private List<String> trace(int last) {
    List<Integer> chosen = new ArrayList<>();
    for (int at = last; visited.parent(at) >= 0; at = visited.parent(at)) {
      chosen.add(visited.step(at));
    }
    Collections.reverse(chosen);
    List<String> words = new ArrayList<>();
    State state = steps.first();
    for (int choice : chosen) {
      Steps.Step step = steps.next(state).get(choice);
      State after = steps.after(state, step);
      words.add(step.what() + told(state, after));
      state = after;
    }
    return words;
  }

  private String told(State before, State after) {
    StringBuilder words = new StringBuilder();
    if (!steps.board(before).equals(steps.board(after))) {
      words.append("; board ").append(steps.board(after));
    }
    if (before.accepted != after.accepted) {
      words.append("; ACCEPTED");
    }
    return words.toString();
  }
}
