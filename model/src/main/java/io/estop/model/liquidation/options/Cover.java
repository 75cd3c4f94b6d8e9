package io.estop.model.liquidation.options;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How much of a position may be closed without leaving a short option naked that was covered. Pure.
 *
 * <p>A hundred shares held cover one short call, a hundred shares short one short put. A long
 * option covers one short of the same right, underlying and root that expires no later, at any
 * strike: whatever the underlying does, the pair loses no more than the distance of the strikes,
 * where a naked short has no such bound. One that expires earlier covers nothing: the short would
 * outlive it.
 *
 * <p>Doubt holds: shorts and orders count at their most, cover at its least, and buying back only
 * once it is filled. So whatever of the orders out there fills, in whatever order, no more is
 * uncovered than is now. What was naked from the start asks for no cover, and the first contracts
 * that are bought back are those.
 */
public final class Cover {
  private final List<Known> held;

  /** Read once: a group has many legs, and each asks for all. */
  private record Known(Held held, Optional<OptionContract> option) {
    static Known of(Held held) {
      Instrument instrument = held.instrument();
      return new Known(
          held,
          instrument.isOption()
              ? Optional.of(OptionContract.parse(instrument.symbol()))
              : Optional.empty());
    }

    Instrument instrument() {
      return held.instrument();
    }

    boolean isIn(String underlying) {
      return Underlying.allOf(instrument()).contains(underlying);
    }
  }

  /**
   * @param held what one account holds, with the orders of everybody; others than those that may
   *     belong together do not matter
   */
  public Cover(Collection<Held> held) {
    this.held = held.stream().map(Known::of).toList();
  }

  /**
   * What may go.
   *
   * @param quantity absolute
   * @param shorts open short options that keep the rest; empty where all may go
   */
  public record Release(BigDecimal quantity, List<Instrument> shorts) {

    /** Everything may go. */
    public static Release all(BigDecimal quantity) {
      return new Release(quantity, List.of());
    }
  }

  /** Returns whether short options are there that closing this position might uncover. */
  public boolean isAsked(Instrument instrument, Side closing) {
    return uncovers(instrument, closing)
        .filter(right -> spare(instrument, right).isPresent())
        .isPresent();
  }

  /**
   * Returns how much of a position may be closed now.
   *
   * @param wanted absolute quantity
   */
  public Release release(Instrument instrument, Side closing, BigDecimal wanted) {
    Optional<Right> right = uncovers(instrument, closing);
    Optional<BigDecimal> spare = right.flatMap(one -> spare(instrument, one));
    if (spare.isEmpty() || spare.get().compareTo(wanted) >= 0) {
      return Release.all(wanted);
    }
    // A part of a share would be an order that gains nothing.
    BigDecimal whole = spare.get().max(BigDecimal.ZERO).setScale(0, RoundingMode.DOWN);
    return new Release(whole, shorts(instrument, right.orElseThrow()));
  }

  /** Returns the rights of which closing a position on that side takes cover away. */
  private static Optional<Right> uncovers(Instrument instrument, Side closing) {
    if (instrument.isOption()) {
      return closing == Side.SELL
          ? Optional.of(OptionContract.parse(instrument.symbol()).right())
          : Optional.empty();
    }
    return instrument.assetClass() == AssetClass.CRYPTO
        ? Optional.empty()
        : Optional.of(closing == Side.SELL ? Right.CALL : Right.PUT);
  }

  private Optional<BigDecimal> spare(Instrument instrument, Right right) {
    Gaps worst = worst(Underlying.of(instrument), right);
    BigDecimal lacking = best(Underlying.of(instrument), right).lacking();
    return instrument.isOption()
        ? worst.spare(OptionContract.parse(instrument.symbol()).expiry(), lacking)
        : worst.spareShares(lacking);
  }

  /** Everything that takes cover away has filled, and nothing that is bought back. */
  private Gaps worst(String underlying, Right right) {
    return gaps(
        underlying,
        right,
        one ->
            right == Right.CALL
                ? one.least().subtract(one.selling())
                : one.most().add(one.buying()).negate(),
        one -> one.least().subtract(one.selling()));
  }

  private Gaps best(String underlying, Right right) {
    return gaps(
        underlying,
        right,
        one -> right == Right.CALL ? one.most() : one.least().negate(),
        Held::most);
  }

  private Gaps gaps(
      String underlying,
      Right right,
      Function<Held, BigDecimal> shares,
      Function<Held, BigDecimal> contracts) {
    BigDecimal covering = BigDecimal.ZERO;
    Map<OptionContract, BigDecimal> options = new HashMap<>();
    for (Known one : held) {
      if (!one.isIn(underlying)) {
        continue;
      }
      if (one.option().isEmpty()) {
        covering = covering.add(shares.apply(one.held()).max(BigDecimal.ZERO));
      } else if (one.option().get().right() == right) {
        options.put(one.option().get(), contracts.apply(one.held()));
      }
    }
    return Gaps.of(underlying, covering, options);
  }

  /** Returns the open shorts that a position may cover, by symbol. */
  private List<Instrument> shorts(Instrument cover, Right right) {
    Optional<LocalDate> until =
        cover.isOption()
            ? Optional.of(OptionContract.parse(cover.symbol()).expiry())
            : Optional.empty();
    return held.stream()
        .filter(one -> one.held().least().subtract(one.held().selling()).signum() < 0)
        .filter(one -> one.isIn(Underlying.of(cover)))
        .filter(one -> one.option().filter(open -> open.right() == right).isPresent())
        .filter(
            one ->
                until.isEmpty()
                    || one.option().filter(open -> !open.expiry().isAfter(until.get())).isPresent())
        .map(Known::instrument)
        .sorted(Comparator.comparing(Instrument::symbol))
        .toList();
  }

  /** Returns for how many shares short options of that right are uncovered, at best. */
  BigDecimal uncovered(String underlying, Right right) {
    return best(underlying, right).uncovered();
  }

  /** Returns the short options of which buying any back leaves less uncovered. */
  public Set<Instrument> naked(String underlying) {
    Set<Instrument> naked = new HashSet<>();
    for (Right right : Right.values()) {
      BigDecimal uncovered = uncovered(underlying, right);
      if (uncovered.signum() > 0) {
        held.stream()
            .filter(one -> one.option().isPresent() && one.held().most().signum() < 0)
            .map(Known::instrument)
            .filter(one -> without(one).uncovered(underlying, right).compareTo(uncovered) < 0)
            .forEach(naked::add);
      }
    }
    return naked;
  }

  private Cover without(Instrument instrument) {
    return new Cover(
        held.stream()
            .map(Known::held)
            .filter(one -> !one.instrument().equals(instrument))
            .toList());
  }
}
