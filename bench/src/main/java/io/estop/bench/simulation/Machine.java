package io.estop.bench.simulation;

import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.Pulse;
import java.time.Duration;

/** One process of a worker: it may end between any two steps, and another begins on its rows. */
final class Machine {
  /** The end of a process; no code of the engine goes on after it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash() {
      super("the process has ended", null, false, false);
    }
  }

  /** What Temporal tells an activity that it no longer waits for. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private final World world;
  private final String name;
  private final LiquidationEngine engine;
  private boolean dead;

  Machine(World world, String name) {
    this.world = world;
    this.name = name;
    this.engine = world.engine(this);
  }

  LiquidationEngine engine() {
    return engine;
  }

  boolean isDead() {
    return dead;
  }

  /** Between two steps. */
  void step() {
    if (!dead && world.chance(world.trouble().crash())) {
      dead = true;
      world.watch().tell(name + " ends");
    }
    if (dead) {
      throw new Crash();
    }
  }

  /** Waits; whoever holds rows of PostgreSQL keeps the turn, or others would wait for it. */
  void sleep(Duration time) {
    if (world.isInTransaction()) {
      world.turns().sleepAlone(time);
    } else {
      world.turns().sleep(time);
    }
    step();
  }

  /** An activity on this machine, until nobody waits for it any more. */
  final class Activity implements Pulse {
    private boolean abandoned;

    void abandon() {
      abandoned = true;
    }

    @Override
    public void beat() {
      step();
      if (abandoned) {
        throw new Abandoned();
      }
    }

    @Override
    public void pause(Duration duration) {
      beat();
      sleep(duration);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
