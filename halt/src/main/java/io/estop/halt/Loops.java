package io.estop.halt;

import java.util.List;

/** Loops that begin and end together; each has a thread of its own and delays no other. */
public final class Loops implements AutoCloseable {
  private final List<Loop> loops;

  public Loops(List<Loop> loops) {
    this.loops = List.copyOf(loops);
  }

  /** Begins all, without waiting for a turn. */
  public void start() {
    loops.forEach(Loop::start);
  }

  /** Ends all; turns under way are interrupted. */
  @Override
  public void close() {
    loops.forEach(Loop::close);
  }
}
