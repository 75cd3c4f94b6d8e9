package io.estop.model.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ranks positions and says how each is closed. Pure: the same books give the same plan.
 *
 * <p>Priority (the mission's): options near expiry, then the highest risk, then the tightest
 * spread. Positions in one underlying with options among them are one group and stay together, so
 * that a short option is closed before what covers it.
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
   */
  public record Conditions(Instant now, boolean marketOpen, int ordersPerMinute, boolean direct) {
    public Conditions {
      if (ordersPerMinute < 1) {
        throw new IllegalArgumentException(
            "orders a minute must be at least 1 but was: " + ordersPerMinute);
      }
    }

    /** Returns the day at the exchange, by which options expire. */
    LocalDate today() {
      return now.atZone(EXCHANGE).toLocalDate();
    }
  }

  private record Candidate(
      Account account, Position position, Optional<Quote> arrival, LocalDate today) {
    /** Exposure plus what is already lost: the first of these to grow is closed first. */
    BigDecimal risk() {
      return position.exposure().add(position.unrealisedLoss().max(BigDecimal.ZERO));
    }

    BigDecimal relativeSpread() {
      return arrival
          .filter(Quote::isTwoSided)
          .map(
              quote ->
                  quote
                      .ask()
                      .subtract(quote.bid())
                      .movePointRight(6)
                      .divideToIntegralValue(quote.mid()))
          .orElse(BigDecimal.valueOf(Long.MAX_VALUE));
    }

    boolean isShortOption() {
      return position.instrument().isOption() && position.quantity().signum() < 0;
    }

    String group() {
      return account + " " + position.instrument().underlying();
    }
  }

  /** Returns the plan for the books, numbered in the order in which positions are closed. */
  public List<PlannedPosition> plan(List<Book> books) {
    List<PlannedPosition> plan = new ArrayList<>();
    int batch = 1;
    int inBatch = 0;
    for (List<Candidate> group : groups(books)) {
      if (inBatch > 0 && inBatch + group.size() > settings.batchSize()) {
        batch++;
        inBatch = 0;
      }
      for (Candidate candidate : group) {
        plan.add(planned(plan.size() + 1, batch, candidate));
        inBatch++;
      }
    }
    return List.copyOf(plan);
  }

  private List<List<Candidate>> groups(List<Book> books) {
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    for (Book book : books) {
      for (Position position : book.positions()) {
        Optional<Quote> arrival =
            Optional.ofNullable(book.markets().get(position.instrument().symbol()))
                .flatMap(MarketView::quote);
        Candidate candidate =
            new Candidate(book.account(), position, arrival, book.conditions().today());
        groups.computeIfAbsent(candidate.group(), key -> new ArrayList<>()).add(candidate);
      }
    }
    Comparator<Candidate> withinGroup =
        Comparator.comparing((Candidate candidate) -> !candidate.isShortOption())
            .thenComparing(Candidate::risk, Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.position().instrument().symbol());
    groups.values().forEach(group -> group.sort(withinGroup));
    Comparator<List<Candidate>> byPriority =
        Comparator.comparing((List<Candidate> group) -> group.stream().noneMatch(this::nearExpiry))
            .thenComparing(Planner::groupRisk, Comparator.reverseOrder())
            .thenComparing(group -> group.get(0).relativeSpread())
            .thenComparing(group -> group.get(0).group());
    return groups.values().stream().sorted(byPriority).toList();
  }

  private static BigDecimal groupRisk(List<Candidate> group) {
    return group.stream().map(Candidate::risk).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean nearExpiry(Candidate candidate) {
    return candidate.position().instrument().isOption()
        && daysToExpiry(candidate) <= settings.nearExpiryDays();
  }

  private static long daysToExpiry(Candidate option) {
    return ChronoUnit.DAYS.between(
        option.today(), OptionContract.parse(option.position().instrument().symbol()).expiry());
  }

  private PlannedPosition planned(int number, int batch, Candidate candidate) {
    boolean option = candidate.position().instrument().assetClass() == AssetClass.US_OPTION;
    return new PlannedPosition(
        number,
        batch,
        candidate.account(),
        candidate.position(),
        candidate.arrival(),
        option ? Method.OPTION : Method.MARKET,
        candidate.risk(),
        option ? whyOption(candidate) : "Limit through the touch with a collar.");
  }

  private static String whyOption(Candidate candidate) {
    if (candidate.arrival().filter(Quote::hasNoBid).isPresent()
        && candidate.position().quantity().signum() > 0) {
      return "Nobody bids: worthless, resolved without a fill.";
    }
    return (candidate.isShortOption() ? "Short leg first" : "Limit after the short legs")
        + ", "
        + daysToExpiry(candidate)
        + " days to expiry; options by limit only.";
  }
}
