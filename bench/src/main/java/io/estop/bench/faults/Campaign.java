package io.estop.bench.faults;

import io.estop.bench.stops.Settling;
import io.estop.embedded.client.Answer;
import io.estop.embedded.client.CallFailure;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.embedded.process.Await;
import io.estop.model.Phase;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** One seed after the other on one stack; a case is judged when two more have gone by. */
final class Campaign {
  private static final Duration TRADES_WITHIN = Duration.ofSeconds(45);
  private static final Duration ACCEPTED_WITHIN = Duration.ofSeconds(60);
  private static final Duration IN_FLAG_WITHIN = Duration.ofSeconds(10);
  private static final Duration HOLDS_WITHIN = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofSeconds(4);
  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();
  private static final int TRIED_ON = 2;

  private final Arena arena;
  private final Outside outside;
  private final VenueLog venue;
  private final Judge judge;
  private final Findings findings;
  private final Settling settling;
  private final Clock clock;
  private final PrintStream out;
  private final StarterClient presser;
  private final Deque<Case> open = new ArrayDeque<>();
  private final List<Case> done = new ArrayList<>();

  Campaign(Arena arena, Outside outside, Findings findings, Clock clock, PrintStream out) {
    this.arena = arena;
    this.outside = outside;
    this.findings = findings;
    this.clock = clock;
    this.out = out;
    this.venue = new VenueLog(arena.stack().paper(), clock);
    this.judge = new Judge(venue::orders, findings);
    this.settling = new Settling(arena.stack(), outside.client(), clock);
    this.presser = arena.stack().as(arena.stack().tokens().presser());
  }

  List<Case> done() {
    return done;
  }

  /** Runs one seed; returns whether the stack is well enough for the next. */
  boolean run(long seed) {
    String symbol = symbol(seed);
    Case one = new Case(seed, symbol, "seed-" + seed, clock.instant());
    open.addLast(one);
    arena.offer(offered());
    if (!Await.until(() -> bothTrade(one), TRADES_WITHIN)) {
      findings.add(seed, Findings.Kind.NOT_HEALED, one.fault, "nobody trades in " + symbol);
      tell(one);
      return false;
    }
    boolean well = disturb(one);
    judge.lossOfState(one);
    while (open.size() > TRIED_ON) {
      retire(open.removeFirst());
    }
    tell(one);
    return well;
  }

  /** Judges the cases that are still being tried on. */
  void finish() {
    LockSupport.parkNanos(QUIET.toNanos());
    while (!open.isEmpty()) {
      retire(open.removeFirst());
    }
  }

  static String symbol(long seed) {
    return "F" + Math.floorMod(seed, 1_000_000L);
  }

  private boolean disturb(Case one) {
    Injector.Progress progress = new Injector.Progress();
    CompletableFuture<Void> injected = new CompletableFuture<>();
    Thread watching = watch(one);
    CompletableFuture<Void> healed =
        new Injector(arena, outside, clock).start(one, progress, offered(), injected);
    try {
      if (one.fault.step() == Fault.Step.BEFORE_PRESS) {
        Injector.await(injected);
      }
      boolean accepted = press(one, progress, healed);
      Injector.await(healed);
      return accepted && isKept(one);
    } finally {
      watching.interrupt();
    }
  }

  /** Presses until the answer is ACCEPTED, as people do; with the same id it is one stop. */
  private boolean press(Case one, Injector.Progress progress, CompletableFuture<Void> healed) {
    long began = System.nanoTime();
    Press press = new Press(one.stopId, one.scope(), "HALT", "bench faults");
    progress.sent = true;
    one.acceptedAtOnce = isAccepted(press);
    progress.answered = true;
    boolean accepted = one.acceptedAtOnce;
    if (!accepted) {
      Injector.await(healed);
      accepted = Await.until(() -> isAccepted(press), ACCEPTED_WITHIN);
    }
    one.pressMillis = (System.nanoTime() - began) / 1_000_000;
    if (accepted) {
      one.acceptedAt = clock.instant();
    } else {
      findings.add(one.seed, Findings.Kind.NOT_HEALED, one.fault, "no press is ACCEPTED any more");
    }
    return accepted;
  }

  private boolean isAccepted(Press press) {
    try {
      Answer answer = presser.press(press);
      return answer.body().path("answer").asString("").equals("ACCEPTED");
    } catch (CallFailure silent) {
      // Nothing was promised; the person presses again.
      return false;
    }
  }

  private boolean isKept(Case one) {
    if (!Await.until(() -> outside.heldInFlag(one.stopId), IN_FLAG_WITHIN)) {
      findings.add(one.seed, Findings.Kind.LOST_PRESS, one.fault, "the flag has no hold of it");
      return false;
    }
    if (!Await.until(() -> isHolding(one), HOLDS_WITHIN)) {
      findings.add(
          one.seed,
          Findings.Kind.LOST_PRESS,
          one.fault,
          "its stop does not hold: phase " + outside.phase(one.stopId));
      return false;
    }
    return true;
  }

  private boolean isHolding(Case one) {
    return outside.phase(one.stopId).filter(Phase.HOLDING.name()::equals).isPresent();
  }

  private Thread watch(Case one) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                outside.acknowledged(one.stopId, Arena.COMPONENTS).forEach(one::saw);
                LockSupport.parkNanos(LOOK_NANOS);
              }
            },
            "acknowledgements");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private boolean bothTrade(Case one) {
    List<VenueLog.Accepted> orders = venue.orders(one.symbol, one.began);
    return Arena.COMPONENTS.stream()
        .allMatch(name -> orders.stream().anyMatch(order -> order.id().startsWith(name + "-")));
  }

  private void retire(Case one) {
    judge.orders(one);
    done.add(one);
    if (one.acceptedAt.isBefore(Instant.MAX) && isHolding(one)) {
      settling.close(one.stopId);
      settling.release(List.of(one.stopId));
    }
    findings
        .of(one.seed)
        .forEach(found -> out.println("  FOUND " + found + "\n    again: " + again(one.seed)));
  }

  private static String again(long seed) {
    return "./estop bench faults --only halt --seeds 1 --seed " + seed;
  }

  private List<String> offered() {
    List<String> symbols = new ArrayList<>(List.of(Arena.CONTROL));
    open.forEach(one -> symbols.add(one.symbol));
    return symbols;
  }

  private void tell(Case one) {
    out.printf(
        "  seed %d: %s; %s after %d ms, %d acknowledgements%n",
        one.seed,
        one.fault.words(),
        one.acceptedAtOnce ? "ACCEPTED at once" : "ACCEPTED when pressed again",
        one.pressMillis,
        one.seen().size());
    out.flush();
  }
}
