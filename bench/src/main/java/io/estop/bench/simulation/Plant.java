package io.estop.bench.simulation;

/** A defect that is put into the world instead of the engine's code, to see that it is found. */
public enum Plant {
  NONE,
  /** One read that shows nothing is taken for flat. */
  ONE_READ
}
