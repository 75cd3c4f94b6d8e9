package io.estop.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.Directives;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannedPosition;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Side;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.plan.Positions.NewPosition;
import io.estop.store.plan.Slices.Intended;
import io.estop.store.plan.Slices.Intent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectiveRowsTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final StopId OTHER = StopId.parse("s-2");
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final Optional<Schedule> SCHEDULE = Optional.of(Schedule.parse("0s:6;12.5s:4"));
  private static final Optional<Impact> IMPACT =
      Optional.of(new Impact(0.031, 0.005, 1234.5, 0.1, Double.POSITIVE_INFINITY));
  private final MovedClock clock = new MovedClock();
  private final DirectiveRows directives = new DirectiveRows(postgres.database());
  private final Claims claims = new Claims(postgres.database(), clock);
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
  void keepsADirectiveOnceAndInTheOrderInWhichTheyCame() {
    assertThat(directives.add(STOP, "r-2", directive(DirectiveKind.PAUSE, "AAPL"))).isTrue();
    assertThat(directives.add(STOP, "r-1", directive(DirectiveKind.RESUME, "AAPL"))).isTrue();
    assertThat(directives.add(STOP, "r-2", directive(DirectiveKind.PAUSE, "AAPL"))).isFalse();
    directives.add(OTHER, "r-2", directive(DirectiveKind.TAKE_OVER, "AAPL"));

    assertThat(directives.of(STOP))
        .isEqualTo(
            new Directives(
                List.of(
                    directive(DirectiveKind.PAUSE, "AAPL"),
                    directive(DirectiveKind.RESUME, "AAPL"))));
  }

  @Test
  void aClaimThatAPersonWorksUnderIsTakenByNoStopUntilItsOwnEnds() {
    intent(STOP, 1, "AAPL", "-10", "100");
    Positions positions = new Positions(postgres.database());
    PositionRow row = positions.all(STOP).get(0);
    positions.update(
        STOP,
        List.of(row.with(PositionStatus.HANDED_OVER, row.reason(), "by ann", row.openQuantity())));
    long fence = claim(STOP, Scope.symbol("AAPL")).fence();

    claims.handToPerson(STOP, ACCOUNT, List.of("AAPL"));
    claims.handToPerson(STOP, ACCOUNT, List.of("AAPL"));

    assertThat(claims.byHand(ACCOUNT)).isEqualTo(Map.of("AAPL", Side.BUY));
    assertThat(claims.claimable(OTHER, Scope.firm(), ACCOUNT, java.util.Set.of("AAPL"))).isEmpty();
    assertThat(claim(OTHER, Scope.firm()))
        .isEqualTo(new Claims.Claim(STOP, fence + 1, Optional.empty()));
    claims.release(STOP);
    assertThat(claims.byHand(ACCOUNT)).isEmpty();
    assertThat(claim(OTHER, Scope.firm()).owner()).isEqualTo(OTHER);
  }

  @Test
  void aRowKeepsItsScheduleAndAFreshPlanReplacesItButNotWhatWasFilled() {
    intent(STOP, 1, "AAPL", "10", "100");
    Positions positions = new Positions(postgres.database());
    PositionRow row = positions.all(STOP).get(0);
    assertThat(row.schedule()).isEqualTo(SCHEDULE);
    assertThat(row.impact()).isEqualTo(IMPACT);
    assertThat(row.expectedCost()).isEqualByComparingTo("12.50");
    assertThat(row.expectedTime()).isEqualTo(java.time.Duration.ofSeconds(60));
    assertThat(row.expectedRequests()).isEqualTo(7);
    assertThat(row.wontFit()).contains("too large");

    PositionRow begun = row.startingAt(clock.instant()).withFills(BigDecimal.ONE, TWO, 1);
    positions.update(STOP, List.of(begun));
    positions.update(STOP, List.of(begun.startingAt(clock.instant().plusSeconds(9))));
    assertThat(positions.all(STOP).get(0).startedAt()).contains(clock.instant());
    positions.markResiduals(STOP);
    positions.replan(
        STOP,
        Map.of(
            1,
            new PlannedPosition(
                5,
                9,
                ACCOUNT,
                new Position(row.instrument(), TWO, TWO, TWO),
                Optional.empty(),
                Method.AGGRESSIVE_LIMIT,
                TWO,
                "a new day")));

    PositionRow anew = positions.all(STOP).get(0);
    assertThat(anew.method()).isEqualTo(Method.AGGRESSIVE_LIMIT);
    assertThat(anew.batch()).isEqualTo(9);
    assertThat(anew.schedule()).isEmpty();
    assertThat(anew.startedAt()).isEmpty();
    assertThat(anew.startQuantity()).isEqualByComparingTo("10");
    assertThat(anew.filledQuantity()).isEqualByComparingTo("1");
  }

  @Test
  void whatIsInFlightOfAllStopsStaysWithinTheCap() {
    Intent first = intent(STOP, 1, "AAPL", "10", "100");
    Intent second = intent(STOP, 2, "MSFT", "10", "50");
    Intent third = intent(OTHER, 1, "TSLA", "6", "100");

    assertThat(intended(List.of(first, second), "1200"))
        .isEqualTo(new Intended(List.of(first.slice()), java.util.Set.of(second.slice().id())));
    assertThat(intended(List.of(third), "1200").capped()).containsExactly(third.slice().id());

    slices.update(
        List.of(
            first
                .slice()
                .known(
                    SliceState.WORKING,
                    Optional.of("o"),
                    new BigDecimal("4"),
                    Optional.of(BigDecimal.TEN),
                    "")));
    assertThat(intended(List.of(third), "1200").written()).containsExactly(third.slice());
  }

  @Test
  void anOrderThatCouldNeverFitIsCutToTheCap() {
    Intent large = intent(STOP, 1, "AAPL", "100.5", "100");
    Intent option = intent(STOP, 2, "AAPL270115C00150000", "3", "5");

    assertThat(intended(List.of(large, option), "1250").written())
        .extracting(slice -> slice.quantity().toPlainString())
        .containsExactly("12");
    assertThat(intended(List.of(option), "2750").written()).hasSize(1);
  }

  @Test
  void twoThatDecideAtOnceNeverTakeTheSameRoom() throws Exception {
    Intent first = intent(STOP, 1, "AAPL", "10", "100");
    Intent second = intent(OTHER, 1, "MSFT", "10", "100");
    CompletableFuture<Intended> late = new CompletableFuture<>();

    postgres
        .database()
        .runInTransaction(
            () -> {
              assertThat(slices.intend(List.of(first), new BigDecimal("1500")).capped()).isEmpty();
              late.completeAsync(() -> intended(List.of(second), "1500"));
              awaitBlocked();
            });

    assertThat(late.get(10, TimeUnit.SECONDS).capped()).containsExactly(second.slice().id());
  }

  private static void awaitBlocked() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end) {
      int waiting =
          postgres
              .database()
              .jdbc()
              .sql("select count(*) from pg_stat_activity where wait_event = 'advisory'")
              .query(Integer.class)
              .single();
      if (waiting > 0) {
        return;
      }
    }
    throw new AssertionError("the second did not wait for the first");
  }

  private Intended intended(List<Intent> intents, String cap) {
    return postgres.database().inTransaction(() -> slices.intend(intents, new BigDecimal(cap)));
  }

  private Claims.Claim claim(StopId stop, Scope scope) {
    return Objects.requireNonNull(
        claims.claim(stop, scope, ACCOUNT, Map.of("AAPL", BigDecimal.TEN)).get("AAPL"));
  }

  private Intent intent(StopId stop, int number, String symbol, String quantity, String price) {
    AssetClass kind = symbol.length() > 8 ? AssetClass.US_OPTION : AssetClass.US_EQUITY;
    Instrument instrument = new Instrument(symbol, kind);
    BigDecimal amount = new BigDecimal(quantity);
    PlannedPosition planned =
        new PlannedPosition(
            number,
            1,
            ACCOUNT,
            new Position(instrument, amount, BigDecimal.TEN, BigDecimal.TEN),
            Optional.empty(),
            Method.MARKET,
            BigDecimal.TEN,
            "why",
            SCHEDULE,
            new BigDecimal("12.50"),
            java.time.Duration.ofSeconds(60),
            7,
            Optional.of("too large"),
            IMPACT);
    new Positions(postgres.database())
        .insert(stop, List.of(new NewPosition(planned, 1, PositionStatus.OPEN, "")));
    long fence =
        Objects.requireNonNull(
                claims
                    .claim(stop, Scope.symbol("AAPL"), ACCOUNT, Map.of(symbol, amount))
                    .get(symbol))
            .fence();
    return new Intent(
        new SliceRow(
            new ClientOrderId(stop, number, 1, 1),
            ACCOUNT,
            instrument,
            Side.SELL,
            amount,
            new BigDecimal(price),
            "IOC",
            clock.instant(),
            clock.instant().plusSeconds(12),
            SliceState.INTENT,
            Optional.empty(),
            BigDecimal.ZERO,
            Optional.empty(),
            "",
            1,
            Optional.empty(),
            Optional.empty()),
        fence);
  }

  private Directive directive(DirectiveKind kind, String symbol) {
    return new Directive(
        kind, Optional.of(ACCOUNT), Optional.of(symbol), "ann", "she knows", clock.instant());
  }
}
