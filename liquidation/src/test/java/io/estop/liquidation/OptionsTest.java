package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cover by quantity, and quotes of options that are wide. */
class OptionsTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newSingleThreadExecutor();
  private static final String CALL = "AAPL270115C00150000";
  private static final String FAR_CALL = "AAPL270115C00160000";
  private static final String EARLY_CALL = "AAPL261218C00150000";
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private FakeVenue venue = desk.venue;
  private LiquidationEngine engine = desk.engine();

  @BeforeEach
  void freshStop() {
    postgres.empty();
    desk = new Desk(postgres, executor, "s-1", 1);
    venue = desk.venue;
    engine = desk.engine();
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void closesAtOnceWhatNoOpenShortNeedsAndTheRestOnceItIsBought() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "500.5", "150.00", "150.04");
    venue.holds(CALL, AssetClass.US_OPTION, "-3", "5.00", "0");

    round();

    assertThat(sold("AAPL")).containsExactly("200");
    assertThat(reason("AAPL")).isEqualTo("OPEN COVERS_OPEN_SHORT covers " + CALL);

    venue.quotes(CALL, "5.00", "5.10");
    round();

    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
  }

  @Test
  void aShortThatIsBoughtInPartsFreesItsCoverInParts() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "300", "150.00", "150.04");
    venue.holds(CALL, AssetClass.US_OPTION, "-3", "5.00", "5.10");
    venue.most = BigDecimal.ONE;
    int[] naked = {0};
    venue.betweenSteps =
        () ->
            naked[0] =
                Math.max(
                    naked[0],
                    -100 * venue.quantity(CALL).intValue() - venue.quantity("AAPL").intValue());

    for (int rounds = 0; rounds < 5; rounds++) {
      round();
    }

    assertThat(naked[0]).as("shares uncovered at the worst moment").isZero();
    assertThat(venue.quantity(CALL)).isZero();
  }

  @Test
  void twoKindsOfCoverAreNotBothCountedForOneShort() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds(FAR_CALL, AssetClass.US_OPTION, "1", "3.00", "3.10");
    venue.holds(CALL, AssetClass.US_OPTION, "-1", "5.00", "0");

    round();

    assertThat(List.of(sold("AAPL").size(), sold(FAR_CALL).size())).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void aLongThatExpiresBeforeTheShortIsNoCoverAndGoesAtOnce() {
    venue.holds(EARLY_CALL, AssetClass.US_OPTION, "2", "3.00", "3.10");
    venue.holds(FAR_CALL, AssetClass.US_OPTION, "2", "3.00", "3.10");
    venue.holds(CALL, AssetClass.US_OPTION, "-2", "5.00", "0");

    round();

    assertThat(sold(EARLY_CALL)).containsExactly("2");
    assertThat(sold(FAR_CALL)).isEmpty();
  }

  @Test
  void whatAnotherBatchHasOutCountsWhereTheIntentIsWritten() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds(FAR_CALL, AssetClass.US_OPTION, "1", "3.00", "3.10");
    venue.holds(CALL, AssetClass.US_OPTION, "-1", "5.00", "0");
    engine.assess(desk.stop, desk.pulse);
    postgres
        .database()
        .jdbc()
        .sql("update planned_position set batch = 99 where symbol = 'AAPL'")
        .update();
    // Sent, never answered, and not to be seen at the venue.
    venue.silent.add("submit.lost");
    engine.liquidate(desk.stop, 99, desk.pulse);
    assertThat(desk.orders(99)).last().matches(order -> order.state() == SliceState.INTENT);
    venue.silent.remove("submit.lost");

    engine.liquidate(desk.stop, desk.row(FAR_CALL).batch(), desk.pulse);

    assertThat(sold(FAR_CALL)).isEmpty();
    assertThat(reason(FAR_CALL)).isEqualTo("OPEN COVERS_OPEN_SHORT covers " + CALL);
  }

  @Test
  void aWideOptionIsSteppedFromTheMidToTheTouchAndNoFarther() {
    venue.holds(CALL, AssetClass.US_OPTION, "3", "1.00", "2.00");

    round();

    assertThat(limits(CALL)).containsExactly("1.50 DAY", "1.25 DAY", "1.00 DAY");
    assertThat(desk.row(CALL).why()).contains("Quoted 66.7 % wide, more than 20 %");
    assertThat(venue.quantity(CALL)).isZero();
  }

  @Test
  void aWideOptionThatIsShortIsBoughtByStepsToo() {
    venue.holds(CALL, AssetClass.US_OPTION, "-3", "1.00", "2.00");

    round();

    assertThat(limits(CALL)).containsExactly("1.50 DAY", "1.75 DAY", "2.00 DAY");
  }

  @Test
  void nearTheDeadlineAWideOptionIsHitWithinTheCollar() {
    venue.holds(CALL, AssetClass.US_OPTION, "3", "1.00", "2.00");
    engine.assess(desk.stop, desk.pulse);

    engine.liquidate(
        desk.stop,
        desk.batches().get(0),
        Optional.of(desk.clock.instant().plus(Duration.ofSeconds(20))),
        desk.pulse);

    assertThat(limits(CALL).get(0)).isEqualTo("0.99 DAY");
    assertThat(venue.quantity(CALL)).isZero();
  }

  @Test
  void fiveCentsAreNeverWide() {
    venue.holds(CALL, AssetClass.US_OPTION, "3", "0.05", "0.10");

    round();

    assertThat(limits(CALL)).containsExactly("0.04 DAY");
  }

  private void round() {
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);
  }

  private String reason(String symbol) {
    PositionRow row = desk.row(symbol);
    return row.status() + " " + row.reason() + " " + row.detail();
  }

  private List<String> sold(String symbol) {
    return venue.taken(symbol).stream().map(order -> order.quantity().toPlainString()).toList();
  }

  private List<String> limits(String symbol) {
    return venue.taken(symbol).stream()
        .map(order -> order.limitPrice().toPlainString() + " " + order.timeInForce())
        .toList();
  }
}
