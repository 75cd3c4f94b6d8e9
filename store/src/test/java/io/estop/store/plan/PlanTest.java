package io.estop.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.liquidation.Fill;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.plan.Claims.Claim;
import io.estop.store.plan.Positions.Inherited;
import io.estop.store.plan.Positions.NewPosition;
import io.estop.store.plan.Slices.Intent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final StopId OTHER = StopId.parse("s-2");
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final Instrument SHARE = new Instrument("AAPL", AssetClass.US_EQUITY);
  private static final BigDecimal TEN = BigDecimal.TEN;
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Claims claims = new Claims(postgres.database(), clock);
  private final Positions positions = new Positions(postgres.database());
  private final Fills fills = new Fills(postgres.database());
  private final Slices slices = new Slices(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void theFirstKeepsAClaimUntilItGivesItBack() {
    Claim first = claim(STOP, "AAPL");

    assertThat(claim(OTHER, "AAPL")).isEqualTo(first);
    assertThat(claim(STOP, "AAPL")).isEqualTo(first);
    assertThat(claim(OTHER, "MSFT").owner()).isEqualTo(OTHER);

    claims.release(STOP);
    assertThat(claim(OTHER, "AAPL").owner()).isEqualTo(OTHER);
  }

  @Test
  void ofParallelClaimsOneWins() {
    List<StopId> owners =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> claim(StopId.parse("s-" + i), "AAPL").owner())
            .distinct()
            .toList();

    assertThat(owners).hasSize(1);
  }

  @Test
  void theHigherRankTakesOverAndTheFenceRises() {
    Claim first = claim(STOP, Scope.symbol("AAPL"));

    assertThat(claim(OTHER, Scope.parse("account:paper/PA1")))
        .isEqualTo(new Claim(OTHER, first.fence() + 1, Optional.of(STOP)));
    assertThat(claim(STOP, Scope.symbol("AAPL")).owner()).isEqualTo(OTHER);
    assertThat(claim(STOP, Scope.parse("venue:paper")).owner()).isEqualTo(STOP);
    assertThat(claim(OTHER, Scope.firm()).owner()).isEqualTo(OTHER);
    assertThat(claim(STOP, Scope.firm()).owner()).isEqualTo(OTHER);
    assertThat(claim(STOP, Scope.firm()).fence()).isEqualTo(first.fence() + 3);
  }

  @Test
  void aDrillAndALiveStopTakeNothingFromEachOther() {
    claim(STOP, Scope.parse("drill:spring"));
    assertThat(claim(OTHER, Scope.firm()).owner()).isEqualTo(STOP);
    claims.release(STOP);

    claim(OTHER, Scope.symbol("AAPL"));
    assertThat(claim(STOP, Scope.parse("drill:spring")).owner()).isEqualTo(OTHER);
  }

  @Test
  void aFenceNeverFallsNotEvenWhenEveryStopHasEnded() {
    planned(1, PositionStatus.OPEN);
    long before = claim(STOP, "AAPL").fence();
    claims.release(STOP);
    assertThat(intend(slice(1), before)).isFalse();
    assertThat(claims.of(ACCOUNT, List.of("AAPL"))).isEmpty();

    claim(OTHER, "AAPL");
    claims.release(OTHER);
    assertThat(claim(STOP, "AAPL").fence()).isEqualTo(before + 2);
    assertThat(intend(slice(1), before)).isFalse();
  }

  @Test
  void tellsWhatAStopCouldClaim() {
    claim(STOP, Scope.parse("account:paper/PA1"));

    assertThat(claims.claimable(OTHER, Scope.symbol("AAPL"), ACCOUNT, Set.of("AAPL", "MSFT")))
        .containsExactly("MSFT");
    assertThat(claims.claimable(OTHER, Scope.firm(), ACCOUNT, Set.of("AAPL", "MSFT"))).hasSize(2);
    assertThat(claims.claimable(STOP, Scope.symbol("AAPL"), ACCOUNT, Set.of("AAPL"))).hasSize(1);
  }

  @Test
  void aTakeOverWaitsForAnIntentThatIsBeingWritten() throws Exception {
    planned(1, PositionStatus.OPEN);
    long fence = claim(STOP, "AAPL").fence();
    CompletableFuture<Claim> taken = new CompletableFuture<>();

    postgres
        .database()
        .runInTransaction(
            () -> {
              assertThat(intend(slice(1), fence)).isTrue();
              taken.completeAsync(() -> claim(OTHER, Scope.firm()));
              awaitBlocked();
            });

    assertThat(taken.get(10, TimeUnit.SECONDS).owner()).isEqualTo(OTHER);
    assertThat(slices.openOfOthers(OTHER, ACCOUNT, List.of("AAPL"))).hasSize(1);
    assertThat(intend(slice(2), fence)).isFalse();
  }

  /** Until PostgreSQL shows a session that waits for a lock. */
  private static void awaitBlocked() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end) {
      int waiting =
          postgres
              .database()
              .jdbc()
              .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
              .query(Integer.class)
              .single();
      if (waiting > 0) {
        return;
      }
    }
    throw new AssertionError("the take-over did not wait for the intent");
  }

  @Test
  void aTakenPositionCountsWhatTheFormerOwnersOrdersFill() {
    planned(1, PositionStatus.OPEN);
    intend(slice(1), claim(STOP, "AAPL").fence());
    long fence = claim(OTHER, Scope.firm()).fence();

    Inherited inherited = Objects.requireNonNull(inherited(clock.instant()).get("AAPL"));
    assertThat(inherited)
        .isEqualTo(new Inherited(new BigDecimal("10"), BigDecimal.ZERO, List.of("s-1:1")));
    positions.insert(
        OTHER,
        List.of(new NewPosition(plan(1), fence, PositionStatus.OPEN, "", Optional.of(inherited))));
    BigDecimal four = new BigDecimal("4");
    slices.update(
        List.of(slice(1).known(SliceState.FINAL, Optional.of("o"), four, price(), "CANCELED")));

    assertThat(positions.all(OTHER).get(0).explained()).isEqualByComparingTo("4");
    assertThat(inherited(clock.instant().plusSeconds(1))).isEmpty();
  }

  private Map<String, Inherited> inherited(Instant since) {
    return positions.inherited(ACCOUNT, List.of("AAPL"), since);
  }

  @Test
  void anIntentIsWrittenOnceAndOnlyUnderTheFence() {
    planned(1, PositionStatus.OPEN);
    SliceRow slice = slice(1);

    assertThat(intend(slice, 1)).isFalse();
    long fence = claim(STOP, "AAPL").fence();
    assertThat(intend(slice, fence + 1)).isFalse();
    assertThat(slices.count(STOP)).isZero();

    assertThat(intend(slice, fence)).isTrue();
    assertThat(intend(slice, fence)).isFalse();
    assertThat(slices.of(STOP, List.of(1))).containsExactly(slice);
  }

  @Test
  void anIntentUnderTheClaimOfAnotherStopIsNotWritten() {
    planned(1, PositionStatus.OPEN);
    long fence = claim(OTHER, "AAPL").fence();

    assertThat(intend(slice(1), fence)).isFalse();
  }

  @Test
  void anOrderThatIsOverStaysOver() {
    planned(1, PositionStatus.OPEN);
    intend(slice(1), claim(STOP, "AAPL").fence());
    SliceRow working =
        slice(1).known(SliceState.WORKING, Optional.of("o-1"), BigDecimal.ONE, price(), "NEW");
    SliceRow filled = slice(1).known(SliceState.FINAL, Optional.empty(), TEN, price(), "FILLED");

    slices.update(List.of(working));
    assertThat(slices.open(STOP)).containsExactly(working);
    assertThat(slices.anyOpen(ACCOUNT)).isTrue();
    assertThat(working.leavesQuantity()).isEqualByComparingTo("9");

    slices.update(List.of(filled));
    slices.update(List.of(working));
    assertThat(slices.of(STOP, List.of(1)))
        .containsExactly(
            filled.known(SliceState.FINAL, Optional.of("o-1"), TEN, price(), "FILLED"));
    assertThat(slices.anyOpen(ACCOUNT)).isFalse();
    assertThat(slices.known(List.of("estop:s-1:1:1:1", "mine"))).containsExactly("estop:s-1:1:1:1");
    assertThat(slices.known(List.of())).isEmpty();
    assertThat(filled.leavesQuantity()).isZero();
  }

  @Test
  void whatFilledIsToldWithTheQuoteAndTheMomentItWasKnown() {
    planned(1, PositionStatus.OPEN);
    long fence = claim(STOP, "AAPL").fence();
    intend(slice(1), fence);
    assertThat(fills.of(STOP)).isEmpty();

    slices.update(
        List.of(slice(1).known(SliceState.FINAL, Optional.empty(), TEN, price(), "FILLED")));
    intend(slice(2), fence);
    slices.update(
        List.of(slice(2).known(SliceState.FINAL, Optional.empty(), TEN, Optional.empty(), "")));

    assertThat(fills.of(STOP))
        .containsExactly(
            new FillRow(
                1,
                TEN,
                Optional.of(
                    new Fill(
                        TEN,
                        new BigDecimal("99.5"),
                        Optional.of(new BigDecimal("99")),
                        Optional.of(new BigDecimal("101")))),
                clock.instant()),
            new FillRow(1, TEN, Optional.empty(), clock.instant()));
    assertThat(fills.of(OTHER)).isEmpty();
  }

  @Test
  void anOpenPositionIsPlannedOnceAndAClosedOneMayComeBack() {
    planned(1, PositionStatus.OPEN);
    planned(2, PositionStatus.OPEN);
    assertThat(positions.all(STOP)).extracting(PositionRow::number).containsExactly(1);

    positions.update(STOP, List.of(found(PositionStatus.CLOSED, ResidualReason.NONE)));
    planned(2, PositionStatus.OPEN);
    assertThat(positions.all(STOP)).extracting(PositionRow::number).containsExactly(1, 2);
    assertThat(positions.batch(STOP, 1)).hasSize(2);
  }

  @Test
  void residualsAreMarkedWithTheirReasonAndOpenedAgain() {
    planned(1, PositionStatus.OPEN);
    positions.update(STOP, List.of(found(PositionStatus.OPEN, ResidualReason.MARKET_CLOSED)));
    positions.markResiduals(STOP);
    assertThat(status()).isEqualTo("RESIDUAL MARKET_CLOSED");

    positions.reopenResiduals(STOP);
    assertThat(status()).isEqualTo("OPEN NONE");

    positions.markResiduals(STOP);
    assertThat(status()).isEqualTo("RESIDUAL DEADLINE");
  }

  @Test
  void markingLeavesWhatIsResolved() {
    planned(1, PositionStatus.OPEN);
    positions.update(STOP, List.of(found(PositionStatus.WORTHLESS, ResidualReason.NONE)));
    positions.markResiduals(STOP);
    positions.reopenResiduals(STOP);

    assertThat(status()).isEqualTo("WORTHLESS NONE");
  }

  @Test
  void fillsNeverGoBackAndTheFirstArrivalStays() {
    planned(1, PositionStatus.OPEN);
    PositionRow row = positions.all(STOP).get(0);
    PositionRow older = row.withFills(new BigDecimal("4"), new BigDecimal("400"), 1);
    positions.update(STOP, List.of(row.withFills(new BigDecimal("6"), new BigDecimal("600"), 2)));
    positions.update(STOP, List.of(older.arrivingAt(quote("1", "2"))));

    PositionRow now = positions.all(STOP).get(0);
    assertThat(now.filledQuantity()).isEqualByComparingTo("6");
    assertThat(now.filledValue()).isEqualByComparingTo("600");
    assertThat(now.attempts()).isEqualTo(2);
    assertThat(now.arrival()).contains(quote("99", "101"));
  }

  private Claim claim(StopId stop, String symbol) {
    return Objects.requireNonNull(
        claims.claim(stop, Scope.symbol(symbol), ACCOUNT, Map.of(symbol, TEN)).get(symbol));
  }

  private Claim claim(StopId stop, Scope scope) {
    return Objects.requireNonNull(
        claims.claim(stop, scope, ACCOUNT, Map.of("AAPL", TEN)).get("AAPL"));
  }

  private boolean intend(SliceRow slice, long fence) {
    return slices.intend(List.of(new Intent(slice, fence))).equals(List.of(slice));
  }

  private String status() {
    PositionRow row = positions.all(STOP).get(0);
    return row.status() + " " + row.reason();
  }

  private PositionRow found(PositionStatus status, ResidualReason reason) {
    return positions.all(STOP).get(0).with(status, reason, "", TEN);
  }

  private void planned(int number, PositionStatus status) {
    positions.insert(STOP, List.of(new NewPosition(plan(number), 1, status, "")));
  }

  private static PlannedPosition plan(int number) {
    return new PlannedPosition(
        number,
        1,
        ACCOUNT,
        new Position(SHARE, TEN, TEN, TEN),
        Optional.of(quote("99", "101")),
        Method.MARKET,
        new BigDecimal("1000"),
        "why");
  }

  private static Quote quote(String bid, String ask) {
    return new Quote(
        new BigDecimal(bid), TEN, new BigDecimal(ask), TEN, Instant.parse("2026-11-23T14:59:59Z"));
  }

  private static Optional<BigDecimal> price() {
    return Optional.of(new BigDecimal("99.5"));
  }

  private SliceRow slice(int attempt) {
    return new SliceRow(
        new ClientOrderId(STOP, 1, 1, attempt),
        ACCOUNT,
        SHARE,
        Side.SELL,
        TEN,
        new BigDecimal("99"),
        "IOC",
        clock.instant(),
        clock.instant().plusSeconds(12),
        SliceState.INTENT,
        Optional.empty(),
        BigDecimal.ZERO,
        Optional.empty(),
        "",
        attempt,
        Optional.of(new BigDecimal("99")),
        Optional.of(new BigDecimal("101")));
  }
}
