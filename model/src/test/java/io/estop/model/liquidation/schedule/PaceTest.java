package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.liquidation.schedule.Pace.Moment;
import io.estop.model.liquidation.schedule.Pace.Why;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final Schedule SCHEDULE = Schedule.parse("0s:400;60s:300;120s:200;180s:100");

  // 2.5 half-lives of ten seconds are 25 s; twice 0.01 times the root of 25 is 0.10.
  private static final Impact IMPACT = new Impact(0.01, 0.01, 1e9, 0, Math.log(2) / 10);

  private static Pace pace(Side side, Impact impact) {
    return new Pace(
        SCHEDULE, side, Optional.of(new BigDecimal("100")), impact, Duration.ofSeconds(20));
  }

  private static Moment at(int elapsed, int paused, int untilDeadline, String filled, String mid) {
    return new Moment(
        Duration.ofSeconds(elapsed),
        Duration.ofSeconds(paused),
        Duration.ofSeconds(untilDeadline),
        new BigDecimal(filled),
        Optional.of(new BigDecimal(mid)));
  }

  @ParameterizedTest
  @CsvSource({"0, 400", "59, 400", "60, 700", "150, 900", "180, 1000", "290, 1000"})
  void followsTheScheduleWhileThePriceStaysWhereItMay(int elapsed, String due) {
    Pace.Due now = pace(Side.SELL, IMPACT).due(at(elapsed, 0, 1000, "0", "99.99"));

    assertThat(now.quantity()).isEqualByComparingTo(due);
    assertThat(now.why()).isEqualTo(Why.ON_SCHEDULE);
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, 26, 99.899,  false",
    "SELL, 26, 99.897,  true",
    "SELL, 26, 110,     false",
    "BUY,  26, 100.101, false",
    "BUY,  26, 100.103, true",
    "BUY,  26, 90,      false",
    "SELL, 100, 99.801, false",
    "SELL, 100, 99.799, true"
  })
  void restIsDueOnceThePriceMovedAgainstUsByTwoSigma(
      Side side, int elapsed, String mid, boolean adverse) {
    Pace.Due now = pace(side, IMPACT).due(at(elapsed, 0, 1000, "400", mid));

    assertThat(now.why() == Why.ADVERSE_MOVE).isEqualTo(adverse);
    assertThat(now.quantity().intValue() == 1000).isEqualTo(adverse);
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, 0,  99.851, false",
    "SELL, 24, 99.849, true",
    "SELL, 60, 99.768, false",
    "SELL, 84, 99.720, true",
    "BUY,  24, 100.149, false",
    "BUY,  24, 100.151, true"
  })
  void threeSigmaAreNeededWhileTheBookRefillsFromTheLastTranche(
      Side side, int elapsed, String mid, boolean adverse) {
    assertThat(pace(side, IMPACT).due(at(elapsed, 0, 1000, "0", mid)).why() == Why.ADVERSE_MOVE)
        .isEqualTo(adverse);
  }

  @Test
  void ourOwnImpactIsNoAdverseMove() {
    // 400 units move the price by 1, a quarter of it for good; ten seconds later half has faded.
    Impact thin = new Impact(0.01, 0.01, 400, 0.25, Math.log(2) / 10);

    assertThat(pace(Side.SELL, thin).due(at(0, 0, 1000, "400", "98.86")).why())
        .isEqualTo(Why.ON_SCHEDULE);
    assertThat(pace(Side.SELL, thin).due(at(0, 0, 1000, "400", "98.84")).why())
        .isEqualTo(Why.ADVERSE_MOVE);
    assertThat(pace(Side.SELL, thin).due(at(10, 0, 1000, "400", "99.23")).why())
        .isEqualTo(Why.ON_SCHEDULE);
    assertThat(pace(Side.SELL, thin).due(at(10, 0, 1000, "400", "99.22")).why())
        .isEqualTo(Why.ADVERSE_MOVE);
    assertThat(pace(Side.SELL, thin).due(at(30, 0, 1000, "400", "99.55")).why())
        .isEqualTo(Why.ON_SCHEDULE);
    assertThat(pace(Side.SELL, thin).due(at(30, 0, 1000, "400", "99.54")).why())
        .isEqualTo(Why.ADVERSE_MOVE);
    assertThat(pace(Side.SELL, thin).due(at(0, 0, 1000, "0", "99.84")).why())
        .as("what is not filled moves nothing")
        .isEqualTo(Why.ADVERSE_MOVE);
  }

  @Test
  void whereTheBookHasNoMemoryAMoveIsSeenOverTheFirstInterval() {
    // Three times 0.01 times the root of 60 is 0.232.
    Impact linear = new Impact(0.01, 0.01, 1e9, 0, Double.POSITIVE_INFINITY);

    assertThat(pace(Side.SELL, linear).due(at(1, 0, 1000, "400", "99.768")).why())
        .isEqualTo(Why.ON_SCHEDULE);
    assertThat(pace(Side.SELL, linear).due(at(1, 0, 1000, "400", "99.767")).why())
        .isEqualTo(Why.ADVERSE_MOVE);
  }

  @Test
  void noPriceNowOrAtArrivalIsNoMove() {
    Moment blind =
        new Moment(
            Duration.ofSeconds(60),
            Duration.ZERO,
            Duration.ofSeconds(1000),
            BigDecimal.ZERO,
            Optional.empty());
    Pace withoutArrival =
        new Pace(SCHEDULE, Side.SELL, Optional.empty(), IMPACT, Duration.ofSeconds(20));

    assertThat(pace(Side.SELL, IMPACT).due(blind).quantity()).isEqualByComparingTo("700");
    assertThat(withoutArrival.due(at(60, 0, 1000, "0", "1")).quantity())
        .isEqualByComparingTo("700");
  }

  @Test
  void aPauseShiftsTheSchedule() {
    assertThat(pace(Side.SELL, IMPACT).due(at(350, 300, 1000, "400", "100")).quantity())
        .isEqualByComparingTo("400");
    assertThat(pace(Side.SELL, IMPACT).due(at(360, 300, 1000, "400", "100")).quantity())
        .isEqualByComparingTo("700");
  }

  @ParameterizedTest
  @CsvSource({
    "141, 400, ON_SCHEDULE",
    "140, 700, DEADLINE",
    "81, 700, DEADLINE",
    "80, 900, DEADLINE"
  })
  void aPauseNeverShiftsBeyondTheDeadline(int untilDeadline, String due, Why why) {
    // The schedule ends at 180 s and needs 20 s for closing: its clock reads 200 s less what is
    // left, whatever was paused.
    Pace.Due now = pace(Side.SELL, IMPACT).due(at(330, 330, untilDeadline, "400", "100"));

    assertThat(now.quantity()).isEqualByComparingTo(due);
    assertThat(now.why()).isEqualTo(why);
  }

  @Test
  void everythingIsDueNearTheDeadlineAndAfterIt() {
    for (int untilDeadline : new int[] {20, 5, 0, -5}) {
      Pace.Due now = pace(Side.SELL, IMPACT).due(at(100, 0, untilDeadline, "700", "100"));

      assertThat(now.quantity()).isEqualByComparingTo("1000");
      assertThat(now.why()).isEqualTo(Why.DEADLINE);
    }
  }

  @Test
  void whatIsFilledIsDue() {
    assertThat(pace(Side.SELL, IMPACT).due(at(1, 0, 1000, "950", "100")).quantity())
        .isEqualByComparingTo("950");
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 5000", "57, 10, 3000", "200, 10, 5000", "0, 0.8, 2000", "0, 0.1, 1000"})
  void looksAgainAtTheNextTrancheAndAtLeastEveryRefill(
      int elapsed, double halfLife, long lookAgain) {
    Impact impact = new Impact(0.01, 0.01, 1e9, 0, Math.log(2) / halfLife);

    assertThat(pace(Side.SELL, impact).due(at(elapsed, 0, 1000, "0", "100")).lookAgain())
        .isBetween(Duration.ofMillis(lookAgain), Duration.ofMillis(lookAgain + 1));
  }

  @Test
  void aMomentThatCannotBeIsRefused() {
    assertThatThrownBy(() -> at(10, 11, 0, "0", "1"))
        .hasMessage("a pause lasts from 0 to the PT10S elapsed but was: PT11S");
    assertThatThrownBy(() -> at(10, -1, 0, "0", "1")).hasMessageContaining("but was: PT-1S");
    assertThatThrownBy(() -> at(10, 0, 0, "-1", "1"))
        .hasMessage("filled must be at least 0 but was: -1");
  }
}
