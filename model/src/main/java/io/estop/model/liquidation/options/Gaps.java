package io.estop.model.liquidation.options;

import io.estop.model.trading.OptionContract;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where short options of one right on one underlying lack longs that cover them, and the shares
 * that may stand in. A long covers what expires no later, so the shorts that expire on a day or
 * later have only the longs that do so too: what those leave open at the worst day is what the
 * shares have to cover (Hall's condition for nested sets).
 *
 * @param underlying of which a root of another name is an adjusted one
 * @param shares that cover, not negative
 * @param byRoot contracts short less contracts long that expire then or later, on each day on which
 *     a short expires
 */
record Gaps(
    String underlying, BigDecimal shares, Map<String, NavigableMap<LocalDate, BigDecimal>> byRoot) {
  private static final BigDecimal CONTRACT = BigDecimal.valueOf(OptionContract.MULTIPLIER);

  /** Returns the gaps of these contracts, signed quantities by contract. */
  static Gaps of(String underlying, BigDecimal shares, Map<OptionContract, BigDecimal> contracts) {
    Map<String, NavigableMap<LocalDate, BigDecimal>> net = new TreeMap<>();
    Map<String, NavigableMap<LocalDate, BigDecimal>> gaps = new TreeMap<>();
    contracts.forEach(
        (contract, quantity) ->
            net.computeIfAbsent(root(contract), root -> new TreeMap<>())
                .merge(contract.expiry(), quantity.negate(), BigDecimal::add));
    contracts.forEach(
        (contract, quantity) -> {
          if (quantity.signum() < 0) {
            String root = root(contract);
            BigDecimal open =
                Optional.ofNullable(net.get(root))
                    .orElseThrow()
                    .tailMap(contract.expiry(), true)
                    .values()
                    .stream()
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            gaps.computeIfAbsent(root, key -> new TreeMap<>()).put(contract.expiry(), open);
          }
        });
    return new Gaps(underlying, shares, gaps);
  }

  private static String root(OptionContract contract) {
    return contract.underlying().replace(".", "");
  }

  /** Returns how many shares lack cover: what neither longs nor shares cover. */
  BigDecimal uncovered() {
    BigDecimal adjusted =
        byRoot.keySet().stream()
            .filter(root -> !root.equals(underlying))
            .map(this::need)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return lacking().add(adjusted);
  }

  /** Returns how many shares plain contracts lack cover. */
  BigDecimal lacking() {
    return need(underlying).subtract(shares).max(BigDecimal.ZERO);
  }

  /** Returns for how many shares the shorts of that root have no long. */
  private BigDecimal need(String root) {
    return gaps(root).values().stream().reduce(BigDecimal.ZERO, BigDecimal::max).multiply(CONTRACT);
  }

  private NavigableMap<LocalDate, BigDecimal> gaps(String root) {
    return byRoot.getOrDefault(root, new TreeMap<>());
  }

  private boolean hasAdjusted() {
    return byRoot.keySet().stream().anyMatch(root -> !root.equals(underlying));
  }

  /**
   * Returns how many shares may go, empty where no short asks for any.
   *
   * @param lacking shares for which plain contracts may lack cover
   */
  Optional<BigDecimal> spareShares(BigDecimal lacking) {
    if (hasAdjusted()) {
      // How many shares such a contract delivers no symbol tells.
      return Optional.of(BigDecimal.ZERO);
    }
    return byRoot.isEmpty()
        ? Optional.empty()
        : Optional.of(lacking.add(shares).subtract(need(underlying)));
  }

  /**
   * Returns how many contracts of a long option of that root may go, empty where no short asks for
   * any.
   *
   * @param lacking shares for which plain contracts may lack cover
   */
  Optional<BigDecimal> spare(LocalDate expiry, BigDecimal lacking) {
    // Shares that an adjusted short may ask for stand in for no other.
    BigDecimal room = hasAdjusted() ? lacking : lacking.add(shares);
    return gaps(underlying).headMap(expiry, true).values().stream()
        .reduce(BigDecimal::max)
        .map(gap -> room.divideToIntegralValue(CONTRACT).subtract(gap));
  }
}
