package io.estop.model.liquidation;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ranks positions and says how each is closed. Pure: the same book and day give the same plan.
 *
 * <p>Priority (the mission's): options near expiry, then the highest risk, then the tightest
 * spread. Positions in one underlying with options among them are one group and stay together, so
 * that a short option is closed before what covers it.
 *
 * @param batchSize most positions in one batch, at least 1
 * @param nearExpiryDays options that expire within this many days come first
 */
public record Planner(int batchSize, int nearExpiryDays) {

  public Planner {
    if (batchSize < 1 || nearExpiryDays < 0) {
      throw new IllegalArgumentException(
          "batch size must be at least 1 and near-expiry days at least 0 but were: "
              + batchSize
              + " and "
              + nearExpiryDays);
    }
  }

  /** What one account holds, with the quotes that the venue gave, by symbol. */
  public record Book(Account account, List<Position> positions, Map<String, Quote> quotes) {
    public Book {
      positions = List.copyOf(positions);
      quotes = Map.copyOf(quotes);
    }
  }

  private record Candidate(Account account, Position position, Optional<Quote> arrival) {
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
  public List<PlannedPosition> plan(List<Book> books, LocalDate today) {
    List<PlannedPosition> plan = new ArrayList<>();
    int batch = 1;
    int inBatch = 0;
    for (List<Candidate> group : groups(books, today)) {
      if (inBatch > 0 && inBatch + group.size() > batchSize) {
        batch++;
        inBatch = 0;
      }
      for (Candidate candidate : group) {
        plan.add(planned(plan.size() + 1, batch, candidate, today));
        inBatch++;
      }
    }
    return List.copyOf(plan);
  }

  private List<List<Candidate>> groups(List<Book> books, LocalDate today) {
    Map<String, List<Candidate>> groups = new LinkedHashMap<>();
    for (Book book : books) {
      for (Position position : book.positions()) {
        Optional<Quote> arrival =
            Optional.ofNullable(book.quotes().get(position.instrument().symbol()));
        Candidate candidate = new Candidate(book.account(), position, arrival);
        groups.computeIfAbsent(candidate.group(), key -> new ArrayList<>()).add(candidate);
      }
    }
    Comparator<Candidate> withinGroup =
        Comparator.comparing((Candidate candidate) -> !candidate.isShortOption())
            .thenComparing(Candidate::risk, Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.position().instrument().symbol());
    groups.values().forEach(group -> group.sort(withinGroup));
    Comparator<List<Candidate>> byPriority =
        Comparator.comparing(
                (List<Candidate> group) -> group.stream().noneMatch(c -> nearExpiry(c, today)))
            .thenComparing(Planner::groupRisk, Comparator.reverseOrder())
            .thenComparing(group -> group.get(0).relativeSpread())
            .thenComparing(group -> group.get(0).group());
    return groups.values().stream().sorted(byPriority).toList();
  }

  private static BigDecimal groupRisk(List<Candidate> group) {
    return group.stream().map(Candidate::risk).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean nearExpiry(Candidate candidate, LocalDate today) {
    return candidate.position().instrument().isOption()
        && daysToExpiry(candidate.position(), today) <= nearExpiryDays;
  }

  private static long daysToExpiry(Position option, LocalDate today) {
    return ChronoUnit.DAYS.between(
        today, OptionContract.parse(option.instrument().symbol()).expiry());
  }

  private PlannedPosition planned(int number, int batch, Candidate candidate, LocalDate today) {
    boolean option = candidate.position().instrument().assetClass() == AssetClass.US_OPTION;
    return new PlannedPosition(
        number,
        batch,
        candidate.account(),
        candidate.position(),
        candidate.arrival(),
        option ? Method.OPTION : Method.MARKET,
        candidate.risk(),
        option ? whyOption(candidate, today) : "Limit through the touch with a collar.");
  }

  private static String whyOption(Candidate candidate, LocalDate today) {
    if (candidate.arrival().filter(Quote::hasNoBid).isPresent()
        && candidate.position().quantity().signum() > 0) {
      return "Nobody bids: worthless, resolved without a fill.";
    }
    return (candidate.isShortOption() ? "Short leg first" : "Limit after the short legs")
        + ", "
        + daysToExpiry(candidate.position(), today)
        + " days to expiry; options by limit only.";
  }
}
