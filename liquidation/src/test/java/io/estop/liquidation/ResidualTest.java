package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.store.RealPostgres;
import io.estop.store.attribution.Attribution;
import io.estop.store.attribution.Attributions;
import io.estop.store.plan.PositionRow;
import io.estop.store.task.BookReadings;
import io.estop.store.task.BookReadings.BookDifference;
import io.estop.store.task.TaskRow;
import io.estop.store.task.TaskState;
import io.estop.store.task.Tasks;
import io.estop.venues.OrderStatus;
import io.estop.venues.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stop cannot close, what nobody owns, and where its books and the venue differ. */
class ResidualTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = new CallersThread();
  private static final Instrument AAPL = new Instrument("AAPL", AssetClass.US_EQUITY);
  private static final Instrument MSFT = new Instrument("MSFT", AssetClass.US_EQUITY);
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private FakeVenue venue = desk.venue;
  private LiquidationEngine engine = desk.engine();
  private Tasks tasks = new Tasks(postgres.database(), desk.clock);
  private BookReadings readings = new BookReadings(postgres.database(), desk.clock);

  @BeforeEach
  void freshStop() {
    postgres.empty();
    begin("firm");
  }

  private void begin(String scope) {
    desk = new Desk(postgres, executor, "s-1", 1, scope);
    venue = desk.venue;
    engine = desk.engine();
    tasks = new Tasks(postgres.database(), desk.clock);
    readings = new BookReadings(postgres.database(), desk.clock);
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void whatIsLeftOverIsOneTaskThatEndsWhenTheVenueTakesThePosition() {
    leaveOver();
    slowRound();

    assertThat(states()).containsExactly("AAPL OPEN VENUE_REFUSED");
    assertThat(reading(false).remarks()).isEqualTo("; 1 task waits");

    venue.refusing.clear();
    desk.clock.advance(Duration.ofMinutes(11));
    slowRound();

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(states()).containsExactly("AAPL DONE_BY_VENUE VENUE_REFUSED");
    assertThat(reading(false).remarks()).isEmpty();
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void whatNobodyOwnsIsListedAndATaskUntilItIsPlannedAndClosed() {
    slowRound();
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");

    BookVerifier.Reading first = reading(true);
    assertThat(first.unowned()).containsExactly("50 MSFT in paper/s-1");
    assertThat(first.showsNothing()).isFalse();
    assertThat(tasks.all(desk.stop)).isEmpty();
    assertThat(reading(false).remarks())
        .isEqualTo("; nobody owns 50 MSFT in paper/s-1; 1 task waits");
    assertThat(states()).containsExactly("MSFT OPEN NOT_IN_PLAN");
    assertThat(differences()).containsExactly("paper/s-1 MSFT books 0, venue 50 of ");

    slowRound();
    assertThat(states()).containsExactly("MSFT DONE_BY_VENUE NOT_IN_PLAN");
    assertThat(reading(true).unowned()).isEmpty();
    assertThat(differences()).isEmpty();
  }

  @Test
  void whatIsAttributedBelongsToSomebodyAndIsATaskAllTheSame() {
    slowRound();
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    new Attributions(postgres.database(), desk.clock)
        .post(
            List.of(
                new Attribution(
                    venue.account(),
                    "MSFT",
                    Scope.parse("strategy:alpha"),
                    new BigDecimal("50"),
                    desk.clock.instant(),
                    "alpha")));

    assertThat(reading(true).unowned()).isEmpty();
    assertThat(reading(false).differences()).containsExactly("paper/s-1 MSFT books 0, venue 50");
    assertThat(differences())
        .containsExactly("paper/s-1 MSFT books 0, venue 50 of strategy:alpha 50");
    assertThat(tasks.all(desk.stop).get(0).detail()).isEqualTo("known to strategy:alpha 50");
  }

  @Test
  void whatTheScopeDoesNotCoverIsNobodysBusinessHere() {
    postgres.empty();
    begin("symbol:AAPL");
    slowRound();
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");

    assertThat(reading(true).remarks()).isEmpty();
    assertThat(reading(false).showsNothing()).isTrue();
    assertThat(tasks.all(desk.stop)).isEmpty();
  }

  @Test
  void whatOthersClosedOfAResidualCountsOnceTwoReadingsShowIt() {
    leaveOver();
    venue.held.put(AAPL, new BigDecimal("60"));

    assertThat(reading(true).differences()).containsExactly("paper/s-1 AAPL books 100, venue 60");
    assertThat(desk.row("AAPL").openQuantity()).isEqualByComparingTo("100");
    assertThat(reading(false).differences()).isEmpty();
    assertThat(desk.row("AAPL").openQuantity()).isEqualByComparingTo("60");
    assertThat(desk.row("AAPL").foreignReduction()).isEqualByComparingTo("40");
    assertThat(desk.record(desk.stop)).containsOnlyOnce("BOOKS_DIFFER", "BOOKS_FOLLOWED");

    venue.held.put(AAPL, BigDecimal.ZERO);
    assertThat(reading(true).showsNothing()).isTrue();
    assertThat(states()).containsExactly("AAPL OPEN VENUE_REFUSED");
    assertThat(reading(false).remarks()).isEmpty();
    assertThat(states()).containsExactly("AAPL DONE_BY_VENUE VENUE_REFUSED");
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(desk.row("AAPL").detail())
        .isEqualTo("closed by others: paper/s-1 AAPL books 60, venue 0, twice");
  }

  @Test
  void oneReadingAloneMovesNoBook() {
    leaveOver();
    venue.held.put(AAPL, new BigDecimal("60"));

    assertThat(reading(false).differences()).containsExactly("paper/s-1 AAPL books 100, venue 60");
    assertThat(desk.row("AAPL").foreignReduction()).isZero();
    venue.held.put(AAPL, new BigDecimal("50"));
    assertThat(reading(false).differences()).containsExactly("paper/s-1 AAPL books 100, venue 50");
    assertThat(reading(true).differences()).containsExactly("paper/s-1 AAPL books 100, venue 50");
    assertThat(desk.row("AAPL").foreignReduction()).isZero();
  }

  @Test
  void aWorthlessOptionThatExpiresIsGoneOnceTwoReadingsShowIt() {
    Instrument option = new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
    venue.holds(option.symbol(), AssetClass.US_OPTION, "20", "0", "0.05");
    slowRound();
    assertThat(desk.row(option.symbol()).status()).isEqualTo(PositionStatus.WORTHLESS);
    assertThat(reading(false).remarks()).isEmpty();

    venue.held.put(option, BigDecimal.ZERO);

    assertThat(reading(true).differences()).hasSize(1);
    assertThat(reading(false).differences()).isEmpty();
    assertThat(desk.row(option.symbol()).status()).isEqualTo(PositionStatus.CLOSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"130", "-10"})
  void aPositionThatGrewOrTurnedIsListedForAsLongAsItIsSo(String quantity) {
    leaveOver();
    venue.held.put(AAPL, new BigDecimal(quantity));

    for (boolean first : new boolean[] {true, false, true, false}) {
      assertThat(reading(first).differences())
          .containsExactly("paper/s-1 AAPL books 100, venue " + quantity);
    }

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.RESIDUAL);
    assertThat(differences())
        .containsExactly("paper/s-1 AAPL books 100, venue " + quantity + " of plan");
    assertThat(desk.record(desk.stop))
        .containsOnlyOnce("BOOKS_DIFFER")
        .doesNotContain("BOOKS_FOLLOWED");
  }

  @Test
  void aSilentVenueEndsNoTaskAndForgetsNoDifference() {
    leaveOver();
    venue.held.put(AAPL, new BigDecimal("60"));
    reading(true);
    venue.silent.add("positions");

    BookVerifier.Reading silent = reading(false);

    assertThat(silent.missing()).isNotEmpty();
    assertThat(silent.showsNothing()).isFalse();
    assertThat(differences()).containsExactly("paper/s-1 AAPL books 100, venue 60 of plan");
    assertThat(states()).containsExactly("AAPL OPEN VENUE_REFUSED");
    assertThat(readings.of(desk.stop).get(0).failure()).contains("positions: no answer");
  }

  @Test
  void whatAPersonClosesIsTheirTaskUntilTheVenueShowsItClosed() {
    leaveOver();
    desk.say(DirectiveKind.TAKE_OVER, "AAPL");
    slowRound();
    venue.held.put(AAPL, new BigDecimal("70"));

    assertThat(reading(false).differences()).isEmpty();
    assertThat(states()).containsExactly("AAPL HANDED_OVER HANDED_OVER");

    venue.held.put(AAPL, BigDecimal.ZERO);
    assertThat(reading(true).showsNothing()).isTrue();
    assertThat(tasks.all(desk.stop))
        .extracting(TaskRow::state)
        .containsExactly(TaskState.DONE_BY_VENUE);
  }

  @Test
  void whatIsGivenBackIsTriedAgainAndWaitsForAPersonWhereThatDoesNotHelp() {
    leaveOver();
    desk.say(DirectiveKind.TAKE_OVER, "AAPL");
    slowRound();
    reading(false);
    assertThat(states()).containsExactly("AAPL HANDED_OVER HANDED_OVER");

    desk.say(DirectiveKind.GIVE_BACK, "AAPL");
    reading(false);
    engine.assess(desk.stop, desk.pulse);
    assertThat(states()).containsExactly("AAPL RETRYING HANDED_OVER");

    desk.round(engine);
    engine.markResiduals(desk.stop);
    assertThat(states()).containsExactly("AAPL OPEN VENUE_REFUSED");
  }

  @Test
  void aPositionThatWasClosedAndComesBackIsANewTask() {
    slowRound();
    venue.held.put(AAPL, new BigDecimal("5"));
    desk.clock.advance(Duration.ofMinutes(2));

    assertThat(reading(false).unowned()).containsExactly("5 AAPL in paper/s-1");
    assertThat(states()).containsExactly("AAPL OPEN NOT_IN_PLAN");
    venue.held.remove(AAPL);
    venue.held.remove(MSFT);
    reading(true);
    assertThat(states()).containsExactly("AAPL DONE_BY_VENUE NOT_IN_PLAN");
  }

  @Test
  void whyItIsLeftOverIsWhatIsTrueOnceItsOrderIsCancelled() {
    leaveAnOrderOut();
    assertThat(states()).containsExactly("AAPL OPEN IN_FLIGHT");

    reading(true);

    PositionRow left = desk.row("AAPL");
    assertThat(left.reason()).isEqualTo(ResidualReason.DEADLINE);
    assertThat(left.detail()).contains(" ended CANCELED with 0 of 100 at ");
    assertThat(states()).containsExactly("AAPL OPEN DEADLINE");
    assertThat(tasks.all(desk.stop).get(0).detail()).isEqualTo(left.detail());
  }

  @Test
  void whatRestedAtTheWorstPriceWithTheTouchBeyondItIsOutsideTheCollar() {
    engine.assess(desk.stop, desk.pulse);
    desk.plan("AAPL", Method.PROGRESSIVE_LIMIT, "");
    venue.quotes("AAPL", "140.00", "140.40");
    desk.round(engine);
    engine.markResiduals(desk.stop);
    assertThat(states()).containsExactly("AAPL OPEN IN_FLIGHT");

    reading(true);

    assertThat(states()).containsExactly("AAPL OPEN OUTSIDE_COLLAR");
  }

  @Test
  void anOrderThatIsNotKnownToBeOverIsStillInFlight() {
    leaveAnOrderOut();
    venue.silent.add("cancel");

    reading(true);
    assertThat(states()).containsExactly("AAPL OPEN IN_FLIGHT");

    venue.silent.clear();
    reading(true);
    assertThat(states()).containsExactly("AAPL OPEN DEADLINE");
  }

  @Test
  void aTaskThatIsTriedAgainStaysSoWhileItsReasonIsMended() {
    leaveAnOrderOut();
    tasks.told(desk.stop, word(DirectiveKind.ACCELERATE));

    reading(true);

    assertThat(states()).containsExactly("AAPL RETRYING DEADLINE");
  }

  @Test
  void whatFillsBeforeItsCancelIsClosedOnceTheVenueShowsIt() {
    leaveAnOrderOut();
    FakeVenue.Live out =
        venue.orders.values().stream()
            .filter(live -> !live.status.isFinal())
            .findFirst()
            .orElseThrow();
    out.filled = out.order.quantity();
    out.status = OrderStatus.FILLED;
    venue.held.remove(AAPL);

    reading(true);
    assertThat(desk.row("AAPL").openQuantity()).isZero();
    assertThat(states()).containsExactly("AAPL OPEN DEADLINE");

    assertThat(reading(false).remarks()).isEmpty();
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(desk.row("AAPL").filledQuantity()).isEqualByComparingTo("100");
    assertThat(tasks.all(desk.stop))
        .extracting(TaskRow::state)
        .containsExactly(TaskState.DONE_BY_VENUE);
  }

  /** A patient limit that nobody takes is out when the time is over. */
  private void leaveAnOrderOut() {
    venue.most = BigDecimal.ZERO;
    engine.assess(desk.stop, desk.pulse);
    desk.plan("AAPL", Method.PROGRESSIVE_LIMIT, "");
    desk.round(engine);
    engine.markResiduals(desk.stop);
  }

  private Directive word(DirectiveKind kind) {
    return new Directive(
        kind, Optional.empty(), Optional.of("AAPL"), "ann", "she knows", desk.clock.instant());
  }

  /** The venue refuses what would close it. */
  private void leaveOver() {
    venue.refusing.put("AAPL", Refusal.ASSET_NOT_TRADABLE);
    slowRound();
  }

  private void slowRound() {
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);
    engine.markResiduals(desk.stop);
  }

  private BookVerifier.Reading reading(boolean first) {
    return engine.verify(desk.stop, first, desk.pulse);
  }

  private List<String> states() {
    return tasks.all(desk.stop).stream()
        .map(task -> task.symbol() + " " + task.state() + " " + task.reason())
        .toList();
  }

  private List<String> differences() {
    return readings.differences(desk.stop).stream()
        .map((BookDifference one) -> one.sentence() + " of " + one.owner())
        .toList();
  }
}
