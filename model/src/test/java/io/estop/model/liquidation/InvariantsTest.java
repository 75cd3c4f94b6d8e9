package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.model.liquidation.Remaining.Finding;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every position, price, id and plan; each failure names its seed. */
class InvariantsTest {
  private static final int SEEDS = 2_000;
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

  private static void forEachSeed(int seeds, Consumer<Random> property) {
    for (long seed = 1; seed <= seeds; seed++) {
      try {
        property.accept(new Random(seed * 0x9E3779B97F4A7C15L));
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
  }

  // ---- Remaining

  @Test
  void whatMayBeOrderedIsNeverMoreThanWhatIsReadNorThanWhatFillsLeaveAndNeverNegative() {
    forEachSeed(
        SEEDS,
        random -> {
          BigDecimal start = quantity(random).multiply(sign(random));
          BigDecimal explained = quantity(random);
          BigDecimal read =
              random.nextInt(8) == 0 ? start : quantity(random).multiply(sign(random));
          BigDecimal open = random.nextBoolean() ? BigDecimal.ZERO : quantity(random);

          Remaining remaining = Remaining.of(start, explained, read, open);

          assertThat(remaining.quantity()).isNotNegative();
          assertThat(remaining.quantity().add(open).max(read.abs()))
              .isEqualByComparingTo(open.max(read.abs()));
          if (remaining.quantity().signum() > 0) {
            assertThat(remaining.quantity()).isLessThanOrEqualTo(start.abs().subtract(explained));
            assertThat(read.signum()).isEqualTo(start.signum());
          }
          if (remaining.finding() == Finding.UNKNOWN) {
            assertThat(remaining.quantity()).isZero();
          }
        });
  }

  /** Whatever fills, is hidden from reads, and is closed by others: it never goes through zero. */
  @Test
  void ordersOfNoMoreThanWhatRemainsBringAPositionToZeroAndNeverThroughIt() {
    forEachSeed(
        SEEDS,
        random -> {
          BigDecimal start = quantity(random).multiply(sign(random));
          BigDecimal truth = start;
          BigDecimal own = BigDecimal.ZERO;
          for (int order = 0; order < 50 && truth.signum() != 0; order++) {
            // A read may hide fills of the stop's own orders, never those of others.
            BigDecimal hidden = part(random, own).multiply(BigDecimal.valueOf(start.signum()));
            BigDecimal read = random.nextInt(3) == 0 ? truth.add(hidden) : truth;
            Remaining remaining = Remaining.of(start, own, read, BigDecimal.ZERO);
            BigDecimal filled =
                random.nextInt(4) == 0 ? remaining.quantity() : part(random, remaining.quantity());
            own = own.add(filled);
            truth = truth.subtract(filled.multiply(BigDecimal.valueOf(start.signum())));
            assertThat(truth.signum() * start.signum()).isNotNegative();
          }
        });
  }

  // ---- ClosingPrice

  @Test
  void aLimitIsWithinTheCollarOnTheGridAndAtLeastAsGoodForTheVenueAsTheTouchAllows() {
    forEachSeed(
        SEEDS,
        random -> {
          Instrument instrument = instrument(random);
          BigDecimal bid = price(random);
          Quote arrival = quote(bid, bid.add(price(random).movePointLeft(3)));
          BigDecimal moved = bid.add(price(random).movePointLeft(4).multiply(sign(random)));
          Quote now = quote(moved.max(arrival.bid().movePointLeft(1)), moved.max(arrival.bid()));
          Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
          ClosingPrice price =
              new ClosingPrice(
                  BigDecimal.valueOf(random.nextInt(500), 2),
                  BigDecimal.valueOf(random.nextInt(50)),
                  BigDecimal.valueOf(random.nextInt(100), 2));

          BigDecimal worst = price.worst(instrument, side, arrival);
          BigDecimal limit = price.limit(instrument, side, now, worst);

          BigDecimal anchor =
              instrument.isOption() || !arrival.isTwoSided() ? arrival.touch(side) : arrival.mid();
          BigDecimal percent =
              instrument.isOption() ? price.optionCollarPercent() : price.collarPercent();
          BigDecimal slip = anchor.multiply(percent).movePointLeft(2);
          if (side == Side.SELL) {
            assertThat(worst).isGreaterThanOrEqualTo(anchor.subtract(slip));
            assertThat(limit).isGreaterThanOrEqualTo(worst);
          } else {
            assertThat(worst).isLessThanOrEqualTo(anchor.add(slip));
            assertThat(limit).isLessThanOrEqualTo(worst);
          }
          BigDecimal step = ClosingPrice.increment(instrument, worst);
          assertThat(worst.remainder(step)).isEqualByComparingTo(BigDecimal.ZERO);
        });
  }

  // ---- ClientOrderId

  @Test
  void idsAreReadAsTheyAreWrittenAndNoTwoAreTheSame() {
    Set<String> seen = new HashSet<>();
    Map<String, ClientOrderId> ids = new HashMap<>();
    forEachSeed(
        SEEDS,
        random -> {
          ClientOrderId id =
              new ClientOrderId(
                  StopId.parse("s-" + random.nextInt(20)),
                  1 + random.nextInt(12),
                  1 + random.nextInt(12),
                  1 + random.nextInt(12));

          assertThat(ClientOrderId.parse(id.toString())).isEqualTo(id);
          ClientOrderId other = ids.put(id.toString(), id);
          assertThat(other == null || other.equals(id)).as(id + " and " + other).isTrue();
          seen.add(id.toString());
        });
    assertThat(seen).hasSizeGreaterThan(SEEDS / 2);
  }

  // ---- Planner

  @Test
  void aPlanHasEveryPositionOnceAsItIsHeldNumberedThroughWithShortOptionsBeforeTheirCover() {
    forEachSeed(
        SEEDS / 10,
        random -> {
          List<Planner.Book> books = books(random);

          List<PlannedPosition> plan = new Planner(PlannerSettings.standard()).plan(books);

          List<String> held =
              books.stream()
                  .flatMap(
                      book ->
                          book.positions().stream()
                              .map(one -> book.account() + " " + one.toString()))
                  .sorted()
                  .toList();
          assertThat(plan.stream().map(one -> one.account() + " " + one.position()).sorted())
              .containsExactlyElementsOf(held);
          for (int i = 0; i < plan.size(); i++) {
            assertThat(plan.get(i).number()).isEqualTo(i + 1);
            assertThat(plan.get(i).why()).isNotBlank();
          }
          plan.forEach(InvariantsTest::requireWholeSchedule);
          requireGroupsTogether(plan);
        });
  }

  private static void requireWholeSchedule(PlannedPosition one) {
    one.schedule()
        .ifPresent(
            schedule ->
                assertThat(schedule.total()).isEqualByComparingTo(one.position().quantity().abs()));
    assertThat(one.expectedCost()).isNotNegative();
    assertThat(one.expectedRequests()).isNotNegative();
  }

  private static void requireGroupsTogether(List<PlannedPosition> plan) {
    Map<String, List<PlannedPosition>> groups =
        plan.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.account() + " " + one.position().instrument().underlying()));
    groups.forEach(
        (group, members) -> {
          assertThat(members.stream().map(PlannedPosition::batch).distinct()).as(group).hasSize(1);
          boolean coverSeen = false;
          for (PlannedPosition one : members) {
            boolean isShort =
                one.position().instrument().isOption() && one.position().quantity().signum() < 0;
            assertThat(isShort && coverSeen).as(group).isFalse();
            coverSeen |= !isShort;
          }
        });
  }

  @Test
  void theOrderInWhichAVenueNamesPositionsChangesNoPlan() {
    forEachSeed(
        SEEDS / 20,
        random -> {
          List<Planner.Book> books = books(random);
          List<Planner.Book> shuffled =
              books.stream()
                  .map(
                      book -> {
                        List<Position> mixed = new ArrayList<>(book.positions());
                        Collections.shuffle(mixed, random);
                        return new Planner.Book(
                            book.account(), mixed, book.markets(), book.conditions());
                      })
                  .toList();
          Planner planner = new Planner(PlannerSettings.standard());

          assertThat(planner.plan(shuffled)).isEqualTo(planner.plan(books));
        });
  }

  // ---- what they are made of

  private static List<Planner.Book> books(Random random) {
    List<Planner.Book> books = new ArrayList<>();
    for (int account = 0; account <= random.nextInt(2); account++) {
      Map<String, Position> held = new HashMap<>();
      Map<String, MarketView> markets = new HashMap<>();
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        Instrument instrument = instrument(random);
        BigDecimal bid = price(random);
        BigDecimal quantity =
            instrument.isOption()
                ? BigDecimal.valueOf(1 + random.nextInt(9))
                : BigDecimal.valueOf(1 + random.nextInt(20_000));
        held.put(
            instrument.symbol(),
            new Position(instrument, quantity.multiply(sign(random)), price(random), bid));
        if (random.nextBoolean()) {
          markets.put(instrument.symbol(), market(random, bid));
        }
      }
      books.add(
          new Planner.Book(
              new Account("paper", "PA" + account),
              List.copyOf(held.values()),
              markets,
              new Planner.Conditions(NOW, random.nextInt(4) > 0, 1 + random.nextInt(200), false)));
    }
    return books;
  }

  private static MarketView market(Random random, BigDecimal bid) {
    return new MarketView(
        Optional.of(quote(bid, bid.add(price(random).movePointLeft(3)))),
        random.nextBoolean() ? OptionalDouble.of(random.nextDouble() / 10) : OptionalDouble.empty(),
        random.nextBoolean()
            ? OptionalDouble.of(random.nextInt(1_000_000))
            : OptionalDouble.empty(),
        random.nextBoolean() ? OptionalDouble.of(random.nextInt(5_000)) : OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static Instrument instrument(Random random) {
    String underlying = "ABCDEF".substring(random.nextInt(6)).substring(0, 1);
    return switch (random.nextInt(4)) {
      case 0, 1 -> new Instrument(underlying, AssetClass.US_EQUITY);
      case 2 -> new Instrument("C" + random.nextInt(5) + "/USD", AssetClass.CRYPTO);
      default ->
          new Instrument(
              underlying
                  + (random.nextBoolean() ? "261127" : "270115")
                  + (random.nextBoolean() ? "C" : "P")
                  + "000"
                  + (10 + random.nextInt(80))
                  + "000",
              AssetClass.US_OPTION);
    };
  }

  private static Quote quote(BigDecimal bid, BigDecimal ask) {
    return new Quote(bid, BigDecimal.TEN, ask, BigDecimal.TEN, NOW);
  }

  private static BigDecimal price(Random random) {
    return BigDecimal.valueOf(1 + random.nextInt(500_000), 2);
  }

  private static BigDecimal quantity(Random random) {
    return BigDecimal.valueOf(1 + random.nextInt(10_000), random.nextInt(3));
  }

  private static BigDecimal sign(Random random) {
    return BigDecimal.valueOf(random.nextBoolean() ? 1 : -1);
  }

  private static BigDecimal part(Random random, BigDecimal of) {
    return of.multiply(BigDecimal.valueOf(random.nextInt(101), 2))
        .setScale(of.scale(), RoundingMode.DOWN);
  }
}
