package io.estop.bench.simulation;

import io.estop.bench.process.CallersThread;
import io.estop.bench.simulation.Turns.Task;
import io.estop.bench.simulation.Turns.WorldOver;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.LiquidationSettings;
import io.estop.liquidation.Venues;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Instrument;
import io.estop.store.Database;
import io.estop.store.plan.Claims;
import io.estop.store.plan.DirectiveRows;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import io.estop.venues.NewOrder;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One seeded world: exchanges, stops, machines, and all the trouble there is. */
final class World implements Steps {
  private static final long MOST_TURNS = 600_000;
  private static final Duration LONGEST_HIDDEN = Duration.ofSeconds(31);
  private static final Duration AFTERMATH = Duration.ofMinutes(1);
  private static final Duration SLICE_OF_TIME = Duration.ofSeconds(30);

  private final long seed;
  private final String name;
  private final Slot slot;
  private final Plant plant;
  private final Trouble trouble;
  private final Turns turns;
  private final Watch watch;
  private final Random network;
  private final Random fate;
  private final List<Exchange> exchanges;
  private final List<StopRun> stops = new ArrayList<>();
  private final Map<String, Instant> sendBys = new HashMap<>();
  private final ThreadLocal<@Nullable Machine> here = new ThreadLocal<>();
  private final LiquidationSettings settings;
  private int directives;

  /**
   * @param name of its accounts and stops; one that no world in that slot had before
   */
  World(long seed, String name, Slot slot, Plant plant, Executor threads) {
    this.seed = seed;
    this.name = name;
    this.slot = slot;
    this.plant = plant;
    Random all = new Random(seed * 0x9E3779B97F4A7C15L);
    this.trouble = Trouble.of(new Random(all.nextLong()));
    this.turns = new Turns(new Random(all.nextLong()), threads, MOST_TURNS);
    this.watch = new Watch(turns);
    this.network = new Random(all.nextLong());
    this.fate = new Random(all.nextLong());
    this.exchanges = new Books(name, new Random(all.nextLong()), turns, watch, trouble).open();
    this.settings = settings(fate);
    watch.tell(trouble.toString());
  }

  private static LiquidationSettings settings(Random random) {
    LiquidationSettings standard = LiquidationSettings.standard(Door.REQUEST);
    return new LiquidationSettings(
        standard.price(),
        planner(random),
        standard.parallelism(),
        standard.sendWindow(),
        standard.requestTimeout(),
        standard.absentMargin(),
        standard.repriceAfter(),
        standard.batchBudget(),
        standard.cryptoDustNotional(),
        standard.cancels());
  }

  /** Small batches, and positions that are large already where they are worth little. */
  private static PlannerSettings planner(Random random) {
    PlannerSettings standard = PlannerSettings.standard();
    return new PlannerSettings(
        new int[] {2, 5, 100}[random.nextInt(3)],
        standard.nearExpiryDays(),
        standard.weights(),
        BigDecimal.valueOf(random.nextBoolean() ? 100_000 : 2_000),
        standard.maxTranches(),
        standard.maxSlippagePercent(),
        standard.optionSlippagePercent(),
        Duration.ofSeconds(2 + random.nextInt(20)),
        standard.timeout(),
        random.nextBoolean(),
        standard.tranchLargePositions(),
        standard.maxParticipationPercent(),
        standard.staleAfter(),
        standard.statisticsWithin(),
        standard.options());
  }

  /** Lives through the world; what was found is in its {@link #watch}. */
  Verdict play() {
    slot.source().with(this);
    try {
      exchanges.forEach(Exchange::begin);
      List<Task> tasks = new ArrayList<>();
      begin();
      stops.forEach(run -> tasks.add(turns.begin(run::run)));
      for (Task task : tasks) {
        while (!turns.await(task, SLICE_OF_TIME)) {
          // The stops bound themselves.
        }
        require(task.failure());
      }
      turns.sleep(AFTERMATH);
      judgeBooks();
    } catch (WorldOver never) {
      watch.found(Finding.STUCK, "after " + turns.turns() + " turns nothing goes on");
    } finally {
      turns.end();
      slot.source().with(Steps.NONE);
      abandon();
    }
    return new Verdict(
        seed, turns.elapsed(), turns.turns(), Map.copyOf(watch.findings()), watch.story());
  }

  private void abandon() {
    try {
      slot.source().abandon();
    } catch (SQLException broken) {
      throw new IllegalStateException("the simulation's PostgreSQL is gone", broken);
    }
  }

  /** Passes on what broke a task that nothing should break. */
  void require(@Nullable Throwable failure) {
    if (failure instanceof WorldOver over) {
      throw over;
    }
    if (failure != null) {
      throw new IllegalStateException("the simulation itself broke in seed " + seed, failure);
    }
  }

  // ---- stops

  /** One stop, or two of which the wider takes over and may be ended early. */
  private void begin() {
    List<Scope> narrow =
        List.of(
            Scope.parse("account:" + exchanges.get(0).account),
            Scope.parse("symbol:AAPL"),
            Scope.parse("venue:" + exchanges.get(0).account.venue()));
    boolean two = fate.nextInt(3) == 0;
    if (two) {
      press("low", narrow.get(fate.nextInt(narrow.size())));
      Duration later = Duration.ofMillis(fate.nextInt(6_000));
      turns.begin(
          () -> {
            turns.sleep(later);
            StopRun high = press("high", Scope.parse("firm"));
            if (fate.nextInt(3) == 0) {
              later(Duration.ofMillis(fate.nextInt(20_000)), () -> recover(high));
            }
            high.run();
          });
    } else {
      press("one", Scope.parse("firm"));
    }
  }

  private StopRun press(String which, Scope scope) {
    StopId stop = StopId.parse(which + "-" + name);
    Press press =
        new Press(
            stop,
            scope,
            Action.FLATTEN,
            new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "simulation"),
            turns.instant());
    new Stops(database(), turns).insert(press, "estop/" + stop, "run");
    StopRun run = new StopRun(this, stop, scope, Duration.ofMillis(2_000 + fate.nextInt(40_000)));
    stops.add(run);
    if (fate.nextInt(3) == 0) {
      direct(run);
    }
    watch.tell("pressed " + stop + " on " + scope);
    return run;
  }

  /** Writes rows later, in a turn of its own: never in the middle of another's transaction. */
  private void later(Duration at, Runnable work) {
    turns.begin(
        () -> {
          turns.sleep(at);
          work.run();
        });
  }

  /** People tell a stop about a position, and what they have paused goes on before long. */
  private void direct(StopRun run) {
    for (int told = fate.nextInt(3); told > 0; told--) {
      DirectiveKind kind = DirectiveKind.values()[fate.nextInt(DirectiveKind.values().length)];
      Optional<String> symbol = fate.nextBoolean() ? Optional.of("AAPL") : Optional.<String>empty();
      Duration at = Duration.ofMillis(fate.nextInt(15_000));
      // What a person takes over stays open here: only one position, so that the rest is seen.
      Optional<String> about = kind == DirectiveKind.TAKE_OVER ? Optional.of("AAPL") : symbol;
      later(at, () -> tell(run, kind, about));
      if (kind == DirectiveKind.PAUSE) {
        later(at.plusMillis(fate.nextInt(10_000)), () -> tell(run, DirectiveKind.RESUME, about));
      }
    }
  }

  private void tell(StopRun run, DirectiveKind kind, Optional<String> symbol) {
    Directive directive =
        new Directive(kind, Optional.empty(), symbol, "ann", "simulation", turns.instant());
    new DirectiveRows(database()).add(run.stop, kind + "-" + ++directives, directive);
    watch.tell("ann tells " + run.stop + " to " + kind + " " + symbol.orElse("everything"));
  }

  private void recover(StopRun run) {
    run.end();
    new Stops(database(), turns).end(run.stop);
    new Claims(database(), turns).release(run.stop);
    watch.tell("ended " + run.stop);
  }

  LiquidationEngine engine(Machine machine) {
    List<Door> doors =
        exchanges.stream().map(exchange -> new Door(exchange, machine, this)).toList();
    return LiquidationEngine.onOneThread(
        database(), new Venues(doors), settings, new CallersThread(), Set::of, turns);
  }

  // ---- judgement

  /**
   * FLAT was said: is it true? What others opened while the venue answered, or what its answers
   * could not show, no reader can know; the next look has to find it.
   */
  void judgeFlat(StopRun run, StopRun.Reads reads) {
    List<PositionRow> rows = rows(run.stop);
    for (Exchange exchange : exchanges) {
      exchange
          .held()
          .forEach(
              (instrument, quantity) -> {
                boolean lies =
                    quantity.signum() != 0
                        && covers(run.scope, exchange, instrument)
                        && !isListed(rows, exchange, instrument, quantity)
                        && !exchange.isChangedByOthersSince(instrument, reads.second())
                        && !exchange.isOpenedBeyondReads(instrument, reads.first());
                if (lies) {
                  watch.found(
                      Finding.FALSE_FLAT,
                      run.stop + ": " + exchange.account + " holds " + quantity + " " + instrument);
                }
              });
      List<NewOrder> alive = new ArrayList<>(exchange.working());
      alive.addAll(exchange.onTheWay());
      alive.stream()
          .filter(order -> covers(run.scope, exchange, order.instrument()))
          .forEach(
              order ->
                  watch.found(
                      Finding.FALSE_FLAT,
                      run.stop + ": " + order + " works at " + exchange.account));
    }
  }

  /**
   * Returns whether all that is open is for people: the engine sends nothing where others have made
   * a position another one than was planned, nor what covers such a short option, nor where the
   * price has gone beyond the collar or the venue has refused for good.
   */
  boolean isLeftToPeople(StopRun asks) {
    List<PositionRow> open =
        stops.stream()
            .filter(run -> !run.isEnded())
            .flatMap(run -> rows(run.stop).stream())
            .filter(
                row ->
                    row.status() == PositionStatus.RESIDUAL
                        || row.status() == PositionStatus.HANDED_OVER)
            .toList();
    Set<String> changed =
        open.stream()
            .filter(this::isForPeople)
            .map(row -> row.account() + row.instrument().underlying())
            .collect(Collectors.toSet());
    // What another stop has claimed it answers for.
    boolean claimed =
        rows(asks.stop).stream().anyMatch(row -> row.status() == PositionStatus.CLAIMED_BY);
    return (claimed || !open.isEmpty())
        && open.stream()
            .allMatch(row -> changed.contains(row.account() + row.instrument().underlying()));
  }

  private boolean isForPeople(PositionRow row) {
    return row.status() == PositionStatus.HANDED_OVER
        || row.reason() == ResidualReason.OUTSIDE_COLLAR
        || row.reason() == ResidualReason.VENUE_REFUSED
        || (row.reason() == ResidualReason.POSITION_UNKNOWN
            && exchange(row).isChangedByOthersSince(row.instrument(), Instant.EPOCH));
  }

  private Exchange exchange(PositionRow row) {
    return exchanges.stream()
        .filter(one -> one.account.equals(row.account()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isListed(
      List<PositionRow> rows, Exchange exchange, Instrument instrument, BigDecimal quantity) {
    return rows.stream()
        .filter(row -> row.account().equals(exchange.account))
        .filter(row -> row.instrument().equals(instrument))
        .filter(
            row -> row.status() == PositionStatus.WORTHLESS || row.status() == PositionStatus.DUST)
        .anyMatch(row -> row.openQuantity().compareTo(quantity) == 0);
  }

  private static boolean covers(Scope scope, Exchange exchange, Instrument instrument) {
    return switch (scope.kind()) {
      case FIRM -> true;
      case VENUE -> scope.id().equals(exchange.account.venue());
      case ACCOUNT -> scope.id().equals(exchange.account.toString());
      default -> scope.kind() == ScopeKind.SYMBOL && scope.id().equals(instrument.underlying());
    };
  }

  /**
   * What the stops' rows say was filled is what the exchanges filled. Nobody is left to ask for
   * what an order fills after its stop has ended, unless another stop claims that position before
   * it.
   */
  private void judgeBooks() {
    Map<String, BigDecimal> known = new HashMap<>();
    Set<String> ended = new HashSet<>();
    Slices slices = new Slices(database(), turns);
    for (StopRun run : stops) {
      List<Integer> numbers = rows(run.stop).stream().map(PositionRow::number).toList();
      for (SliceRow slice : slices.of(run.stop, numbers)) {
        known.put(slice.id().toString(), slice.filledQuantity());
        if (run.isEnded() && !slice.state().isOver()) {
          ended.add(slice.id().toString());
        }
      }
    }
    for (Exchange exchange : exchanges) {
      exchange
          .filledOfStops()
          .forEach(
              (id, filled) -> {
                BigDecimal booked = known.get(id);
                boolean less = booked != null && booked.compareTo(filled) < 0;
                if ((booked == null || booked.compareTo(filled) != 0)
                    && !(less && ended.contains(id))) {
                  watch.found(
                      Finding.BOOKS_DIFFER, id + " filled " + filled + " but is booked " + booked);
                }
              });
    }
  }

  // ---- what others of this world ask

  List<PositionRow> rows(StopId stop) {
    return new Positions(database()).all(stop);
  }

  private Database database() {
    return slot.database();
  }

  boolean isInTransaction() {
    return slot.source().isLent();
  }

  Turns turns() {
    return turns;
  }

  Watch watch() {
    return watch;
  }

  Trouble trouble() {
    return trouble;
  }

  Plant plant() {
    return plant;
  }

  boolean chance(double share) {
    return turns.elapsed().compareTo(trouble.lasts()) < 0 && network.nextDouble() < share;
  }

  /** Returns whether nothing goes wrong any more, and nothing that did is still hidden. */
  boolean isCalm() {
    return turns.elapsed().compareTo(trouble.lasts().plus(LONGEST_HIDDEN)) > 0;
  }

  /** Returns how long a request or an answer is on its way. */
  Duration way() {
    return Duration.ofNanos(200_000L + network.nextInt(20_000_000));
  }

  Duration within(Duration most) {
    return Duration.ofNanos((long) (network.nextDouble() * most.toNanos()));
  }

  /** Returns how long an activity is waited for; now and then one is given up that still lives. */
  Duration patience(Duration most) {
    return chance(trouble.zombies()) ? within(Duration.ofSeconds(2)) : most;
  }

  /** An order is about to be sent under this time. */
  void sends(String clientOrderId, Instant sendBy) {
    Instant first = sendBys.computeIfAbsent(clientOrderId, id -> sendBy);
    if (sendBy.isAfter(first)) {
      watch.found(
          Finding.AFTER_SEND_BY,
          clientOrderId + " is sent until " + sendBy + " though its time was over at " + first);
    }
  }

  /** Runs work that belongs to a machine: it ends where the machine ends. */
  void on(Machine machine, Runnable work) {
    here.set(machine);
    try {
      work.run();
    } finally {
      here.remove();
    }
  }

  @Override
  public void beforeTransaction() throws SQLException {
    Machine machine = here.get();
    if (machine != null) {
      machine.step();
      machine.sleep(Duration.ofNanos(300_000L + network.nextInt(2_000_000)));
      if (chance(trouble.store())) {
        throw new SQLTransientConnectionException("PostgreSQL does not answer");
      }
    }
  }

  @Override
  public void afterCommit() throws SQLException {
    if (here.get() != null && chance(trouble.store())) {
      throw new SQLException("the connection broke while the commit was on its way", "08007");
    }
  }
}
