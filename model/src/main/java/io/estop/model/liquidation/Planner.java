package io.estop.model.liquidation;

import io.estop.model.liquidation.options.HedgedGroup;
import io.estop.model.liquidation.options.Leg;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Ranks positions and says how each is closed, at what cost, in what time, and which will not fit.
 * Pure: the same books give the same plan.
 *
 * <p>Priority (the mission's), by weights: options near expiry, then what moves and what has lost
 * most, then what is cheapest to close. Positions in one underlying are one group and stay
 * together, in the order of {@link HedgedGroup}.
 *
 * @param settings what decides order, method and tranches
 */
public record Planner(PlannerSettings settings) {
  private static final ZoneId EXCHANGE = ZoneId.of("America/New_York");

  /**
   * What one account holds.
   *
   * @param account which
   * @param positions as the venue shows them
   * @param markets what is known of each market, by symbol; a missing one is unknown
   * @param conditions what holds for the account as a whole
   */
  public record Book(
      Account account,
      List<Position> positions,
      Map<String, MarketView> markets,
      Conditions conditions) {
    public Book {
      positions = List.copyOf(positions);
      markets = Map.copyOf(markets);
    }
  }

  /**
   * What holds for an account as a whole.
   *
   * @param now the venue's time
   * @param marketOpen whether shares and options trade; true where nobody knows
   * @param ordersPerMinute orders that the venue's quota leaves room for
   * @param direct whether orders reach the venue by a route of their own (DMA)
   * @param ordersNow those of them that may leave at once: reading the account took some
   */
  public record Conditions(
      Instant now, boolean marketOpen, int ordersPerMinute, boolean direct, int ordersNow) {
    public Conditions {
      if (ordersPerMinute < 1) {
        throw new IllegalArgumentException(
            "orders a minute must be at least 1 but was: " + ordersPerMinute);
      }
      if (ordersNow < 0 || ordersNow > ordersPerMinute) {
        throw new IllegalArgumentException(
            "orders now must be 0 to " + ordersPerMinute + " but was: " + ordersNow);
      }
    }

    /** With all of a minute's orders ahead. */
    public Conditions(Instant now, boolean marketOpen, int ordersPerMinute, boolean direct) {
      this(now, marketOpen, ordersPerMinute, direct, ordersPerMinute);
    }

    /** Returns the day at the exchange, by which options expire. */
    LocalDate today() {
      return now.atZone(EXCHANGE).toLocalDate();
    }
  }

  /** Returns the plan for the books, numbered in the order in which positions are closed. */
  public List<PlannedPosition> plan(List<Book> books) {
    List<PlannedPosition> plan = new ArrayList<>();
    Map<Account, RequestQueue> queues = new HashMap<>();
    int batch = 1;
    int inBatch = 0;
    List<Assessment> assessed = assessed(books);
    int most = settings.batchSize(assessed.size());
    for (List<Assessment> group : new Priorities(settings).ordered(assessed)) {
      if (inBatch > 0 && inBatch + group.size() > most) {
        batch++;
        inBatch = 0;
      }
      for (Placed placed : placed(group)) {
        Assessment one = placed.one();
        RequestQueue queue =
            queues.computeIfAbsent(
                one.account(),
                account ->
                    new RequestQueue(
                        one.conditions().ordersNow(), one.conditions().ordersPerMinute()));
        plan.add(planned(plan.size() + 1, batch, placed, queue));
        inBatch++;
      }
    }
    return List.copyOf(plan);
  }

  private List<Assessment> assessed(List<Book> books) {
    List<Assessment> all = new ArrayList<>();
    for (Book book : books) {
      for (Position position : book.positions()) {
        MarketView market =
            book.markets().getOrDefault(position.instrument().symbol(), MarketView.unknown());
        all.add(
            new Assessment(
                book.account(), position, market, book.conditions(), settings.staleAfter()));
      }
    }
    return all;
  }

  private record Placed(Assessment one, String why) {}

  /** Options and what hedges them in the order of a hedged group; others as they are ranked. */
  private List<Placed> placed(List<Assessment> group) {
    if (group.stream().noneMatch(Assessment::isOption)) {
      return group.stream().map(one -> new Placed(one, "")).toList();
    }
    Map<Instrument, Assessment> assessed =
        group.stream().collect(Collectors.toMap(Assessment::instrument, one -> one));
    List<Leg> legs = group.stream().map(Assessment::leg).toList();
    LocalDate today = group.get(0).conditions().today();
    return new HedgedGroup(legs, settings.options(), today, settings.nearExpiryDays())
        .places().stream()
            .map(
                place ->
                    new Placed(
                        Objects.requireNonNull(assessed.get(place.leg().instrument())),
                        place.why()))
            .toList();
  }

  private PlannedPosition planned(int number, int batch, Placed placed, RequestQueue queue) {
    Assessment one = placed.one();
    MethodChoice choice = MethodChoice.of(one, settings);
    Estimate estimate = Estimate.of(one, choice, settings);
    Duration turn =
        one.isClosed()
            ? Duration.ZERO
            : queue.turn(
                estimate.requests(), estimate.schedule().map(Schedule::end).orElse(Duration.ZERO));
    Duration expected = turn.plus(estimate.duration());
    return new PlannedPosition(
        number,
        batch,
        one.account(),
        one.position(),
        one.market().quote(),
        choice.method(),
        BigDecimal.valueOf(one.dailyRisk()).setScale(2, RoundingMode.HALF_UP),
        why(choice, estimate, placed),
        estimate.schedule(),
        estimate.cost(),
        expected,
        estimate.requests(),
        new Fit(settings).against(one, estimate, expected),
        estimate.impact());
  }

  private static String why(MethodChoice choice, Estimate estimate, Placed placed) {
    String method =
        choice.parted() && estimate.schedule().isEmpty()
            ? choice.why() + " No part is worth waiting for: all at once."
            : choice.why();
    return placed.why().isEmpty() ? method : method + " " + placed.why();
  }
}
