package io.estop.paper.market;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * One instrument and the market that its makers open with.
 *
 * @param bid best bid at the start; zero means that nobody bids
 * @param bidSize quantity per maker level, in shares, coins or contracts
 * @param volatility annual volatility of the walk, 0.25 = 25 %
 */
public record Instrument(
    String symbol,
    AssetClass assetClass,
    BigDecimal bid,
    BigDecimal ask,
    BigDecimal bidSize,
    BigDecimal askSize,
    BigDecimal tick,
    double volatility,
    boolean fractionable,
    boolean shortable) {
  private static final BigDecimal CONTRACT = BigDecimal.valueOf(100);
  private static final BigDecimal SMALLEST = new BigDecimal("0.000000001");

  public Instrument {
    if (bid.signum() < 0 || ask.signum() < 0 || bidSize.signum() < 0 || askSize.signum() < 0) {
      throw new IllegalArgumentException("prices and sizes of " + symbol + " must not be negative");
    }
    if (tick.signum() <= 0) {
      throw new IllegalArgumentException(
          "tick of " + symbol + " must be positive but was: " + tick);
    }
    if (ask.signum() > 0 && ask.compareTo(bid) <= 0) {
      throw new IllegalArgumentException(
          "ask of " + symbol + " must be above its bid but was: " + bid + " / " + ask);
    }
    if (assetClass == AssetClass.US_OPTION && OptionSymbol.parse(symbol).isEmpty()) {
      throw new IllegalArgumentException("option symbol must be an OCC symbol but was: " + symbol);
    }
  }

  /** Returns the asset id, the same for the same symbol in every process. */
  public UUID id() {
    return UUID.nameUUIDFromBytes(symbol.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns what one unit of quantity stands for: 100 for option contracts. */
  public BigDecimal multiplier() {
    return assetClass == AssetClass.US_OPTION ? CONTRACT : BigDecimal.ONE;
  }

  /** Returns the smallest quantity that can be traded. */
  public BigDecimal lot() {
    return fractionable ? SMALLEST : BigDecimal.ONE;
  }

  /** Returns what makers' sizes are multiples of: whole shares and contracts, parts of coins. */
  public BigDecimal makerLot() {
    return assetClass == AssetClass.CRYPTO ? lot() : BigDecimal.ONE;
  }

  /** Returns what the option symbol says; empty for everything else. */
  public Optional<OptionSymbol> option() {
    return assetClass == AssetClass.US_OPTION ? OptionSymbol.parse(symbol) : Optional.empty();
  }

  /** Returns the exchange that Alpaca would name. */
  public String exchange() {
    return switch (assetClass) {
      case CRYPTO -> "CRYPTO";
      case US_OPTION -> "";
      case US_EQUITY -> "NASDAQ";
    };
  }
}
