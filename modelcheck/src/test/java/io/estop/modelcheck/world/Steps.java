package io.estop.modelcheck.world;

import io.estop.gate.board.BoardCodec;
import io.estop.gate.board.BoardState;
import io.estop.modelcheck.postgres.FlagRows;
import io.estop.modelcheck.redis.MemoryClient.Call;
import io.estop.modelcheck.redis.RedisData;
import io.estop.modelcheck.world.State.Gate;
import io.estop.modelcheck.world.State.Keeping;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What may happen next in a world. */
final class Steps {
  private static final String BOARD = "estop:{" + Product.ENVIRONMENT + "}:board";

  /** Gates that are silent for a minute count as gone; no world is to get there. */
  private static final int LONGEST = 22;

  final World world;
  final Product product;
  final Stores stores;
  final Clocks clocks;
  private final int[] promised;
  private final Node[] fresh;

  /**
   * @param promised for a press that neither, the board, the flag, both took: 1 where the answer is
   *     ACCEPTED
   */
  Steps(World world, Product product, int[] promised) {
    this.world = world;
    this.product = product;
    this.clocks = Clocks.of(world);
    this.stores = new Stores(product, clocks);
    this.promised = promised;
    this.fresh =
        product.gates.stream().map(gate -> stores.pool.fresh(gate.fresh())).toArray(Node[]::new);
  }

  /** One thing that may happen. */
  record Step(String what, Consumer<State> effect) {}

  /** Returns the first state: a keeper has opened the board, nothing is held. */
  State first() {
    Keeping[] keepers =
        IntStream.range(0, world.keepers()).mapToObj(i -> Keeping.IDLE).toArray(Keeping[]::new);
    Gate[] gates =
        IntStream.range(0, world.gates()).mapToObj(i -> new Gate(fresh[i])).toArray(Gate[]::new);
    State state =
        new State(
            stores.pool.of(RedisData.empty(1)), stores.pool.of(FlagRows.empty()), keepers, gates);
    look(state);
    if (world.begunHeld()) {
      for (int stop = 0; stop < world.stops(); stop++) {
        pressBoard(state, stop);
        pressFlag(state, stop);
      }
      look(state);
    }
    for (Gate gate : state.gates) {
      gate.message = null;
    }
    return state;
  }

  /** Returns all that may happen. */
  List<Step> next(State state) {
    List<Step> steps = new ArrayList<>();
    for (int stop = 0; stop < world.stops(); stop++) {
      presses(state, stop, steps);
    }
    for (int keeper = 0; keeper < world.keepers(); keeper++) {
      keeps(state, keeper, steps);
    }
    for (int gate = 0; gate < world.gates(); gate++) {
      follows(state, gate, steps);
    }
    redisFails(state, steps);
    time(state, steps);
    return steps;
  }

  /** Returns the state after a step. */
  State after(State state, Step step) {
    State next = state.copy();
    step.effect().accept(next);
    return next;
  }

  private void presses(State state, int stop, List<Step> steps) {
    int bit = 1 << stop;
    String name = product.stops.get(stop).value();
    if ((state.boardWritten & bit) == 0) {
      steps.add(new Step("press " + name + " reaches the board", next -> pressBoard(next, stop)));
    }
    if ((state.flagWritten & bit) == 0) {
      steps.add(
          new Step("press " + name + " is committed in the flag", next -> pressFlag(next, stop)));
    }
    boolean held = state.flag.as(FlagRows.class).holds().containsKey(name);
    if (stop < world.releases() && (state.accepted & bit) != 0 && held) {
      steps.add(
          new Step("a recovery releases " + name + " in the flag", next -> release(next, stop)));
    }
    if ((state.released & ~state.carried & bit) != 0) {
      steps.add(
          new Step(
              "the recovery of " + name + " reaches the board",
              next -> {
                next.carried |= bit;
                took(next, stores.carryRelease(next.redis, millis(next), stop));
              }));
    }
  }

  private void pressBoard(State next, int stop) {
    boolean done = (Boolean) took(next, stores.press(next.redis, millis(next), stop));
    next.boardWritten |= 1 << stop;
    if (done) {
      answered(next, stop, true, (next.flagWritten & 1 << stop) != 0);
    }
  }

  private void pressFlag(State next, int stop) {
    next.flag =
        stores
            .flag("press", next.flag, stop, () -> product.flag.add(product.holds.get(stop)))
            .rows();
    next.flagWritten |= 1 << stop;
    answered(next, stop, (next.boardWritten & 1 << stop) != 0, true);
  }

  // The best that the answer of the press can say by now.
  private void answered(State next, int stop, boolean board, boolean flag) {
    int bit = 1 << stop;
    boolean accepted = promised[(board ? 1 : 0) + (flag ? 2 : 0)] == 1;
    if (accepted && ((next.accepted | next.released) & bit) == 0) {
      next.accepted |= bit;
      next.since[stop] = 0;
    }
  }

  private void release(State next, int stop) {
    long version = next.flag.as(FlagRows.class).version();
    Stores.Flag done =
        stores.flag(
            "release",
            next.flag,
            stop,
            () -> product.flag.release(List.of(product.stops.get(stop)), version));
    next.flag = done.rows();
    if ((Boolean) done.answer()) {
      next.released |= 1 << stop;
      next.since[stop] = 0;
    }
  }

  private void keeps(State state, int keeper, List<Step> steps) {
    Keeping now = state.keepers[keeper];
    String who = "keeper " + (keeper + 1);
    Node sight = now.sight();
    Node decision = now.decision();
    Node call = now.call();
    if (sight != null) {
      steps.add(new Step(who + " reads the flag and decides", next -> decide(next, keeper, sight)));
    } else if (decision != null) {
      String what = decision.value.getClass().getSimpleName();
      steps.add(new Step(who + " carries out: " + what, next -> act(next, keeper, decision)));
    } else if (call != null) {
      String what = words(call.as(Call.class));
      steps.add(new Step(who + "'s call arrives: " + what, next -> arrives(next, keeper, call)));
    } else if (state.flag.as(FlagRows.class).incarnation() < world.incarnations()) {
      if (world.wholeLooks()) {
        steps.add(new Step(who + " looks", this::look));
        return;
      }
      steps.add(
          new Step(
              who + " reads gates and board",
              next ->
                  next.keepers[keeper] =
                      new Keeping(stores.see(next.redis, millis(next)), null, null)));
    }
    if (world.lostCalls() && (decision != null || call != null)) {
      steps.add(
          new Step(
              who + " dies, or its call is lost", next -> next.keepers[keeper] = Keeping.IDLE));
    }
  }

  private void decide(State next, int keeper, Node sight) {
    Stores.Flag done = stores.decide(next.flag, sight);
    next.flag = done.rows();
    next.keepers[keeper] = (Keeping) done.answer();
    promptly(next, keeper);
  }

  private void act(State next, int keeper, Node decision) {
    Stores.Flag done = stores.act(next.flag, decision);
    next.flag = done.rows();
    next.keepers[keeper] = (Keeping) done.answer();
    promptly(next, keeper);
  }

  private void promptly(State next, int keeper) {
    Node call = next.keepers[keeper].call();
    if (!world.lateCalls() && call != null) {
      arrives(next, keeper, call);
    }
  }

  private void arrives(State next, int keeper, Node call) {
    next.keepers[keeper] = Keeping.IDLE;
    took(next, stores.arrives(next.redis, millis(next), call));
  }

  // Redis did something: it may have told the gates.
  private Object took(State next, Stores.Redis done) {
    next.redis = done.data();
    if (world.messages() && done.published() != null) {
      for (Gate gate : next.gates) {
        gate.message = done.published();
      }
    }
    purge(next);
    return done.answer();
  }

  private void follows(State state, int number, List<Step> steps) {
    Gate gate = state.gates[number];
    String who = "gate " + (number + 1);
    if (!world.slowPolls()) {
      steps.add(new Step(who + " polls", next -> poll(next, number)));
    } else if (gate.answer == null) {
      steps.add(new Step(who + " asks, the answer is under way", next -> ask(next, number)));
    } else {
      steps.add(new Step(who + " hears the answer", next -> hear(next, number)));
    }
    if (gate.message != null) {
      steps.add(new Step(who + " hears a message", next -> message(next, number)));
    }
    if (gate.said != null) {
      steps.add(new Step("what " + who + " acknowledges arrives", next -> said(next, number)));
    }
    if (state.restarts < world.restarts() && gate.memory != fresh[number]) {
      steps.add(new Step(who + " is started anew", next -> restart(next, number)));
    }
  }

  /** One prompt poll of a gate. */
  void poll(State next, int number) {
    ask(next, number);
    hear(next, number);
  }

  private void ask(State next, int number) {
    Gate gate = next.gates[number];
    Stores.Asked asked = stores.ask(next.redis, millis(next), number, gate.memory);
    gate.answer = asked.answer();
    gate.answerAsked = next.tick;
    gate.answerLeaseEnds = next.tick + asked.leaseTicks();
  }

  private void hear(State next, int number) {
    Gate gate = next.gates[number];
    Node answer = gate.answer;
    if (answer == null) {
      throw new IllegalStateException("no answer is under way");
    }
    Stores.Gate done =
        stores.hear(number, gate.starts, gate.memory, answer, gate.answerAsked, next.tick);
    if (done.swapped()) {
      gate.asked = gate.answerAsked;
      gate.leaseEnds = gate.answerLeaseEnds;
      saw(gate, stores.pool.of(answer.as(List.class).get(2)));
    }
    gate.answer = null;
    gate.answerAsked = 0;
    gate.answerLeaseEnds = 0;
    did(next, gate, done);
  }

  private void message(State next, int number) {
    Gate gate = next.gates[number];
    Node text = gate.message;
    if (text == null) {
      throw new IllegalStateException("no message is under way");
    }
    gate.message = null;
    gate.top = Math.max(gate.top, stores.version(text));
    did(next, gate, stores.message(number, gate.starts, gate.memory, text, next.tick));
  }

  private void did(State next, Gate gate, Stores.Gate done) {
    gate.memory = done.memory();
    gate.acked |= done.keeps();
    if (world.lateAcknowledgements() && !done.writes().as(List.class).isEmpty()) {
      gate.said = done.writes();
    } else {
      took(next, stores.write(next.redis, millis(next), done.writes()));
    }
  }

  /** What a gate has said, if anything, arrives. */
  void said(State next, int number) {
    Gate gate = next.gates[number];
    Node writes = gate.said;
    if (writes != null) {
      gate.said = null;
      took(next, stores.write(next.redis, millis(next), writes));
    }
  }

  // The board that an answer leaves out is the one the gate accepted: as high as any it has seen.
  private void saw(Gate gate, Node board) {
    long version = stores.version(board);
    gate.behind = version > 0 && version < gate.top;
    gate.top = Math.max(gate.top, version);
  }

  private void restart(State next, int number) {
    Gate old = next.gates[number];
    Gate anew = new Gate(fresh[number]);
    anew.starts = old.starts + 1;
    // What it said of holds that nobody promised is void: it forgot them.
    anew.acked = old.acked & next.accepted;
    next.gates[number] = anew;
    next.restarts++;
  }

  private void redisFails(State state, List<Step> steps) {
    if (state.faults >= world.faults()) {
      return;
    }
    Node saved = state.saved;
    RedisData nothing = RedisData.empty(0);
    if (saved == null) {
      steps.add(new Step("Redis saves its data", next -> next.saved = next.redis));
    } else {
      RedisData old = saved.as(RedisData.class);
      steps.add(new Step("Redis gets its saved data in place", next -> fail(next, old, false)));
      if (!world.onlyRollback()) {
        steps.add(new Step("Redis restarts with its saved data", next -> fail(next, old, true)));
      }
    }
    if (world.onlyRollback()) {
      return;
    }
    steps.add(new Step("Redis restarts empty", next -> fail(next, nothing, true)));
    steps.add(new Step("Redis is flushed in place", next -> fail(next, nothing, false)));
  }

  private void fail(State next, RedisData content, boolean newRun) {
    next.faults++;
    next.run += newRun ? 1 : 0;
    if (next.faults >= world.faults()) {
      next.saved = null;
    }
    next.redis = stores.pool.of(content.under(RedisData.run(next.run)));
    purge(next);
  }

  private void time(State state, List<Step> steps) {
    steps.add(new Step("a tick passes", this::tick));
    if (state.clockSteps < world.clockSteps()) {
      steps.add(new Step("the clock of Redis jumps ahead", next -> step(next, 1)));
      steps.add(new Step("the clock of Redis is set back", next -> step(next, -1)));
    }
  }

  private void step(State next, int ticks) {
    next.clockSteps++;
    next.redisAhead += ticks;
    purge(next);
  }

  void tick(State next) {
    next.tick++;
    if (next.tick > LONGEST) {
      throw new IllegalStateException("a trace of more than " + LONGEST + " ticks");
    }
    for (int stop = 0; stop < world.stops(); stop++) {
      if ((next.accepted & ~next.released & 1 << stop) != 0) {
        next.since[stop] = Math.min(next.since[stop] + 1, Product.LEASE_TICKS);
      }
    }
    purge(next);
  }

  // What has expired is gone; only a clock that may be set back could bring it back.
  private void purge(State next) {
    if (next.clockSteps >= world.clockSteps()) {
      Node data = next.redis;
      long millis = millis(next);
      next.redis =
          stores.pool.make(
              "purge",
              data.id,
              millis,
              0,
              () -> stores.pool.of(data.as(RedisData.class).without(millis)));
    }
  }

  /** One whole look of a keeper, nothing late. */
  void look(State state) {
    decideAll(state, stores.see(state.redis, millis(state)));
  }

  private void decideAll(State state, Node sight) {
    Stores.Flag done = stores.decide(state.flag, sight);
    state.flag = done.rows();
    Keeping keeping = (Keeping) done.answer();
    Node decision = keeping.decision();
    if (decision != null) {
      Stores.Flag acted = stores.act(state.flag, decision);
      state.flag = acted.rows();
      keeping = (Keeping) acted.answer();
    }
    Node call = keeping.call();
    if (call != null) {
      took(state, stores.arrives(state.redis, millis(state), call));
    }
  }

  private long millis(State state) {
    return clocks.millis(state);
  }

  /** Returns the board, for people. */
  String board(State state) {
    Object value = state.redis.as(RedisData.class).get(BOARD, millis(state));
    if (!(value instanceof String text)
        || !(BoardCodec.parse(Product.ENVIRONMENT, text) instanceof BoardState board)) {
      return "none";
    }
    return board.version()
        + " holds "
        + board.holds().stream().map(hold -> hold.stopId().value()).toList()
        + " released "
        + board.content().releases();
  }

  private static String words(Call call) {
    return call.text()
        .lines()
        .skip(1)
        .filter(line -> line.startsWith("-- ") && line.contains("KEYS"))
        .findFirst()
        .orElse("")
        .replaceFirst("^-- (R[0-9, R]*: )?", "")
        .replaceFirst("[.:;,].*", "");
  }
}
