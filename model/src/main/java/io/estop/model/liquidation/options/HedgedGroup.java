package io.estop.model.liquidation.options;

import io.estop.model.liquidation.options.Cover.Release;
import io.estop.model.trading.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which order the positions of one account in one underlying are closed, and why. Pure.
 *
 * <p>Shares that are no cover and whose closing brings the group's delta nearer to zero may go
 * first: one order in a liquid market instead of many in thin ones. Nothing is ever bought or sold
 * beyond what is held, so a group without shares, or whose shares hedge it, has its delta cut by
 * its options alone. Then short options: those that may soon be assigned, those that nothing
 * covers, then by their gamma. Then the longs and the rest of the shares, by their risk; last
 * shares that hedge the group.
 */
public final class HedgedGroup {
  private final List<Leg> legs;
  private final OptionRules rules;
  private final LocalDate today;
  private final int nearDays;
  private final Cover cover;
  private final Set<Instrument> naked;

  /**
   * @param legs positions in one underlying
   * @param today at the exchange
   * @param nearDays options that expire within so many days are near expiry
   */
  public HedgedGroup(List<Leg> legs, OptionRules rules, LocalDate today, int nearDays) {
    this.legs = List.copyOf(legs);
    this.rules = rules;
    this.today = today;
    this.nearDays = nearDays;
    this.cover =
        new Cover(
            legs.stream().map(leg -> Held.exactly(leg.instrument(), leg.quantity())).toList());
    this.naked =
        legs.stream()
            .filter(Leg::isShortOption)
            .findFirst()
            .map(leg -> cover.naked(Underlying.of(leg.instrument())))
            .orElse(Set.of());
  }

  /** Which come before others. */
  private enum Rank {
    DELTA_CUT,
    MAY_BE_ASSIGNED,
    NAKED,
    SHORT,
    REST,
    HEDGE
  }

  /**
   * A position and its place.
   *
   * @param leg the position
   * @param why one or two sentences; empty for one that stands alone
   */
  public record Place(Leg leg, String why) {}

  /** Returns the positions, first to close first. */
  public List<Place> places() {
    Map<Leg, Rank> ranks = new HashMap<>();
    legs.forEach(leg -> ranks.put(leg, rank(leg)));
    return legs.stream()
        .sorted(
            Comparator.comparing((Leg leg) -> ranks.getOrDefault(leg, Rank.REST))
                .thenComparing(leg -> !naked.contains(leg.instrument()))
                .thenComparing(leg -> leg.isShortOption() ? -leg.shortGamma() : 0)
                .thenComparing(Leg::dailyRisk, Comparator.reverseOrder())
                .thenComparing(Leg::symbol))
        .map(leg -> new Place(leg, why(leg)))
        .toList();
  }

  private Rank rank(Leg leg) {
    if (leg.isShortOption()) {
      if (leg.mayBeAssigned(today, nearDays)) {
        return Rank.MAY_BE_ASSIGNED;
      }
      return naked.contains(leg.instrument()) ? Rank.NAKED : Rank.SHORT;
    }
    if (cut(leg).signum() > 0) {
      return Rank.DELTA_CUT;
    }
    return isHedge(leg) ? Rank.HEDGE : Rank.REST;
  }

  /** Whether without these shares the group would move more than with them. */
  private boolean isHedge(Leg leg) {
    return mayCut(leg) && Math.abs(deltaWithout(leg, leg.quantity().abs())) > Math.abs(delta());
  }

  /** Whether it is shares, and how the group moves is known. */
  private boolean mayCut(Leg leg) {
    return rules.deltaCut()
        && !leg.instrument().isOption()
        && legs.stream().noneMatch(other -> other.shares().isEmpty());
  }

  /** Returns how much of the shares goes before the options; 0 where that would not help. */
  private BigDecimal cut(Leg leg) {
    if (!mayCut(leg)) {
      return BigDecimal.ZERO;
    }
    BigDecimal free = release(leg).quantity();
    return Math.abs(deltaWithout(leg, free)) < Math.abs(delta()) ? free : BigDecimal.ZERO;
  }

  private double delta() {
    return legs.stream().mapToDouble(leg -> leg.shares().orElse(0)).sum();
  }

  private double deltaWithout(Leg leg, BigDecimal quantity) {
    return delta() - leg.quantity().signum() * quantity.doubleValue();
  }

  private Release release(Leg leg) {
    return cover.release(leg.instrument(), leg.side(), leg.quantity().abs());
  }

  private String why(Leg leg) {
    if (legs.size() == 1 || legs.stream().noneMatch(one -> one.instrument().isOption())) {
      return naked.contains(leg.instrument()) ? "Nothing covers it." : "";
    }
    return "One group of " + legs.size() + " with " + others(leg) + ": " + place(leg) + ".";
  }

  private String others(Leg leg) {
    return counted(
        legs.stream().filter(one -> !one.equals(leg)).map(Leg::symbol).sorted().toList());
  }

  private static String counted(List<String> symbols) {
    return symbols.size() <= 2
        ? String.join(" and ", symbols)
        : symbols.get(0) + " and " + (symbols.size() - 1) + " more";
  }

  private String place(Leg leg) {
    return switch (rank(leg)) {
      case DELTA_CUT -> cutFirst(leg);
      case MAY_BE_ASSIGNED -> "bought back first, since it may soon be assigned" + bare(leg);
      case NAKED, SHORT -> "bought back before the long legs" + bare(leg);
      case REST -> after(leg);
      case HEDGE ->
          release(leg).shorts().isEmpty() ? "closed after the options that it hedges" : after(leg);
    };
  }

  private String bare(Leg leg) {
    return naked.contains(leg.instrument()) ? ", and nothing covers all of it" : "";
  }

  private String cutFirst(Leg leg) {
    BigDecimal free = cut(leg);
    String first =
        "closed before the options, which cuts the group's delta from "
            + whole(delta())
            + " to "
            + whole(deltaWithout(leg, free))
            + " shares";
    return free.compareTo(leg.quantity().abs()) == 0 ? first : first + "; " + after(leg);
  }

  private String after(Leg leg) {
    Release release = release(leg);
    if (release.shorts().isEmpty()) {
      return "covers none that is open";
    }
    String kept = "closed after " + names(release.shorts()) + " that it covers";
    if (release.quantity().signum() == 0) {
      return kept;
    }
    return leg.quantity().abs().subtract(release.quantity()).toPlainString()
        + " are "
        + kept
        + ", the rest at once";
  }

  private static String names(List<Instrument> shorts) {
    return (shorts.size() == 1 ? "the short option " : "the short options ")
        + counted(shorts.stream().map(Instrument::symbol).toList());
  }

  private static String whole(double shares) {
    return BigDecimal.valueOf(shares).setScale(0, RoundingMode.HALF_UP).toPlainString();
  }
}
