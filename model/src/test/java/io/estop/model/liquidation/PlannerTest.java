package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.StopId;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final String NEAR_CALL = "KO261127C00060000";
  private static final String FAR_CALL = "AAPL270115C00150000";
  private static final String FAR_CALL_2 = "AAPL270115C00160000";

  @Test
  void putsExpiringOptionsFirstThenTheHighestRisk() {
    List<PlannedPosition> plan =
        plan(10, share("MSFT", "10", "400"), share("TSLA", "100", "300"), option(NEAR_CALL, "1"));

    assertThat(symbols(plan)).containsExactly(NEAR_CALL, "TSLA", "MSFT");
    assertThat(plan).extracting(PlannedPosition::number).containsExactly(1, 2, 3);
    assertThat(plan)
        .extracting(PlannedPosition::method)
        .containsExactly(Method.OPTION, Method.AGGRESSIVE_LIMIT, Method.AGGRESSIVE_LIMIT);
  }

  @Test
  void breaksATieOfRiskByTheTighterSpread() {
    Planner.Book book =
        book(
            ACCOUNT,
            List.of(share("AAA", "10", "10"), share("BBB", "10", "10"), share("CCC", "10", "10")),
            Map.of("AAA", quoted("9", "11"), "BBB", quoted("9.99", "10.01")));

    assertThat(symbols(planner(10, 7).plan(List.of(book)))).containsExactly("BBB", "AAA", "CCC");
  }

  @Test
  void keepsAHedgedGroupTogetherWithItsShortOptionFirst() {
    List<PlannedPosition> plan =
        plan(
            2,
            share("AAPL", "100", "150"),
            option(FAR_CALL, "5"),
            option(FAR_CALL_2, "-5"),
            share("TSLA", "1", "300"));

    assertThat(symbols(plan)).containsExactly(FAR_CALL_2, "AAPL", FAR_CALL, "TSLA");
    assertThat(plan).extracting(PlannedPosition::batch).containsExactly(1, 1, 1, 2);
  }

  @Test
  void doesNotMixGroupsOfTwoAccounts() {
    Account other = Account.parse("paper/PA2");
    Planner.Book one = book(ACCOUNT, List.of(option(FAR_CALL, "-5")), Map.of());
    Planner.Book two = book(other, List.of(share("AAPL", "500", "150")), Map.of());

    List<PlannedPosition> plan = planner(1, 7).plan(List.of(one, two));

    assertThat(plan).extracting(PlannedPosition::account).containsExactly(other, ACCOUNT);
    assertThat(plan).extracting(PlannedPosition::batch).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {41, 42, 43})
  void sameBookInAnyOrderGivesTheSamePlanInBatchesOfTheSize(long seed) {
    Random random = new Random(seed);
    List<Position> held = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      held.add(share("S" + i, String.valueOf(1 + random.nextInt(3)), "10"));
    }
    List<PlannedPosition> first = plan(7, held.toArray(Position[]::new));
    Collections.shuffle(held, random);

    assertThat(plan(7, held.toArray(Position[]::new))).as("seed " + seed).isEqualTo(first);
    for (int batch = 1; batch <= 9; batch++) {
      int number = batch;
      assertThat(first.stream().filter(one -> one.batch() == number)).hasSize(batch < 9 ? 7 : 4);
    }
  }

  @Test
  void anEmptyBookGivesAnEmptyPlanAndSenselessSizesAreRefused() {
    assertThat(planner(1, 0).plan(List.of())).isEmpty();
    assertThatThrownBy(() -> planner(0, 0)).hasMessageContaining("batch size");
    assertThatThrownBy(() -> planner(1, -1)).hasMessageContaining("near-expiry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"estop:s-1:1:1:1", "estop:a.b_C:500:2:13"})
  void clientOrderIdIsReadAsItIsWritten(String text) {
    assertThat(ClientOrderId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "estop",
        "estop:s:1:1",
        "estop:s:1:1:1:1",
        "other:s:1:1:1",
        "estop:s:x:1:1",
        "estop:s:1::1",
        "estop:s:1:1:99999999999"
      })
  void clientOrderIdOfAnotherFormIsRefusedWithTheForm(String text) {
    assertThatThrownBy(() -> ClientOrderId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client order id must be 'estop:stop:position:slice:attempt'")
        .hasMessageContaining(text);
  }

  @Test
  void clientOrderIdCountsFromOne() {
    StopId stop = StopId.parse("s");
    assertThatThrownBy(() -> new ClientOrderId(stop, 0, 1, 1)).hasMessageContaining("from 1");
    assertThatThrownBy(() -> new ClientOrderId(stop, 1, 0, 1)).hasMessageContaining("from 1");
    assertThatThrownBy(() -> new ClientOrderId(stop, 1, 1, 0)).hasMessageContaining("from 1");
  }

  private static List<PlannedPosition> plan(int batchSize, Position... held) {
    Planner.Book book = book(ACCOUNT, List.of(held), Map.of());
    return planner(batchSize, 7).plan(List.of(book));
  }

  private static Planner planner(int batchSize, int nearExpiryDays) {
    return new Planner(PlannerSettings.standard().with(batchSize, nearExpiryDays));
  }

  private static Planner.Book book(
      Account account, List<Position> held, Map<String, MarketView> markets) {
    return new Planner.Book(
        account, held, markets, new Planner.Conditions(NOW, true, 1_000_000, false));
  }

  private static List<String> symbols(List<PlannedPosition> plan) {
    return plan.stream().map(one -> one.position().instrument().symbol()).toList();
  }

  private static Position share(String symbol, String quantity, String mark) {
    return position(new Instrument(symbol, AssetClass.US_EQUITY), quantity, mark);
  }

  private static Position option(String symbol, String quantity) {
    return position(new Instrument(symbol, AssetClass.US_OPTION), quantity, "1");
  }

  private static Position position(Instrument instrument, String quantity, String mark) {
    BigDecimal price = new BigDecimal(mark);
    return new Position(instrument, new BigDecimal(quantity), price, price);
  }

  private static MarketView quoted(String bid, String ask) {
    return MarketView.of(
        Optional.of(
            new Quote(
                new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE, NOW)));
  }
}
