package io.estop.liquidation;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.Account;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import io.estop.venues.Venue;
import io.estop.venues.alpaca.AlpacaVenue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * One stop of the whole firm on the paper venue: the engine that workers and break-glass run, from
 * the cancels to the verified outcome, over HTTP and PostgreSQL.
 */
final class PaperScene implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final int UNBOUNDED = 1_000_000;
  private static final Account ACCOUNT = new Account("paper", "PA1");
  private static final Pulse PULSE =
      new Pulse() {
        @Override
        public void beat() {}

        @Override
        public void pause(Duration duration) {
          LockSupport.parkNanos(duration.toNanos());
        }
      };

  final StopId stop = StopId.parse("s-1");
  final LiquidationEngine engine;

  /** What happens once the plan is made and no order is sent yet. */
  Runnable afterThePlan = () -> {};

  private final RealPostgres postgres;
  private final Venue venue;
  private final Clock clock;
  private final ExecutorService requests = Executors.newFixedThreadPool(4);
  private final ExecutorService steps = Executors.newFixedThreadPool(2);

  PaperScene(RealPostgres postgres, PaperVenue paper) {
    this(postgres, paper, Clock.systemUTC());
  }

  private PaperScene(RealPostgres postgres, PaperVenue paper, Clock clock) {
    this(postgres, new AlpacaVenue(paper.settings(ACCOUNT, REQUEST, UNBOUNDED), clock), clock);
  }

  PaperScene(RealPostgres postgres, Venue venue, Clock clock) {
    this.postgres = postgres;
    this.venue = venue;
    this.clock = clock;
    Press press =
        new Press(
            stop,
            Scope.firm(),
            Action.FLATTEN,
            new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "test"),
            clock.instant());
    new Stops(postgres.database(), clock).insert(press, "estop/firm", "run");
    this.engine =
        new LiquidationEngine(
            postgres.database(),
            new Venues(List.of(venue)),
            settings(),
            requests,
            java.util.Set::of,
            clock);
  }

  static Account account() {
    return ACCOUNT;
  }

  private static LiquidationSettings settings() {
    LiquidationSettings usual = LiquidationSettings.standard(REQUEST);
    return new LiquidationSettings(
        usual.price(),
        PlannerSettings.standard(),
        4,
        usual.sendWindow(),
        usual.requestTimeout(),
        usual.absentMargin(),
        usual.repriceAfter(),
        Duration.ofSeconds(1),
        usual.cryptoDustNotional(),
        usual.cancels(),
        new WorkSettings(
            Optional.empty(),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            // The paper venue's reads hide nothing.
            Duration.ofMillis(1)));
  }

  /** Cancels, closes and verifies, with so much time for closing. */
  Flattening.Verdict flatten(Duration timeout) {
    return flatten(timeout, PULSE, clock, rounds -> {});
  }

  Flattening.Verdict flatten(Duration timeout, Pulse pulse) {
    return flatten(timeout, pulse, clock, rounds -> {});
  }

  /** The same; its time is over once so many rounds were done and that is so. */
  Flattening.Verdict flattenUntil(int rounds, BooleanSupplier enough) {
    EndingClock ending = new EndingClock();
    return flatten(
        AMPLE,
        PULSE,
        ending,
        done -> {
          if (done >= rounds && enough.getAsBoolean()) {
            ending.isOver = true;
          }
        });
  }

  private Flattening.Verdict flatten(
      Duration timeout, Pulse pulse, Clock deadlines, IntConsumer afterARound) {
    Flattening flattening =
        new Flattening(
            engine,
            steps,
            QUIET,
            deadlines,
            (phase, rounds, sentence) -> {
              if (phase == Phase.LIQUIDATING && rounds == 0) {
                afterThePlan.run();
              } else if (phase == Phase.LIQUIDATING) {
                afterARound.accept(rounds);
              }
            });
    return flattening.run(stop, Scope.firm(), timeout, pulse);
  }

  /** Reaches any deadline when it is told to. */
  private static final class EndingClock extends Clock {
    private volatile boolean isOver;

    @Override
    public Instant instant() {
      return isOver ? Instant.now().plus(AMPLE) : Instant.now();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  List<PositionRow> rows() {
    return new Positions(postgres.database()).all(stop);
  }

  Optional<PositionRow> row(String symbol) {
    return rows().stream()
        .filter(row -> row.instrument().symbol().equals(symbol))
        .reduce((first, second) -> second);
  }

  /** Returns how it ended: status, reason and sentence. */
  String end(String symbol) {
    return row(symbol)
        .map(row -> row.status() + " " + row.reason() + " " + row.detail())
        .orElse("not planned");
  }

  /** Returns every order that was meant for a position, oldest first. */
  List<SliceRow> orders(String symbol) {
    List<Integer> numbers =
        rows().stream()
            .filter(row -> row.instrument().symbol().equals(symbol))
            .map(PositionRow::number)
            .toList();
    return new Slices(postgres.database(), clock).of(stop, numbers);
  }

  @Override
  public void close() {
    venue.close();
    requests.shutdownNow();
    steps.shutdownNow();
  }
}
