package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.estop.model.liquidation.schedule.Impact;
import org.junit.jupiter.api.Test;

class BlockBookTest {
  private static final Impact IMPACT = new Impact(0, 0.5, 1000, 0.25, Math.log(2));
  private static final Conditions FINE = Conditions.USUAL;

  private static BlockBook book(Conditions conditions) {
    return new BlockBook(100, IMPACT, conditions, Path.of(1, 100, 0, conditions, 600));
  }

  @Test
  void aSaleWalksDownAndTheHoleFillsAgain() {
    BlockBook book = book(FINE);

    Market.Fill fill = book.trade(400, 0);

    assertThat(fill.quantity()).isEqualTo(400);
    assertThat(fill.money()).isCloseTo(400 * (99.5 - 0.2), within(1e-9));
    assertThat(book.quote().bid()).isEqualByComparingTo("99.1");
    assertThat(book.mid()).isCloseTo(99.9, within(1e-9));
    book.advance();
    assertThat(book.quote().bid()).isEqualByComparingTo("99.25");
    assertThat(book.undisturbed()).isEqualTo(100);
  }

  @Test
  void aLimitStopsTheWalk() {
    assertThat(book(FINE).trade(400, 99.4).quantity()).isCloseTo(100, within(1.0));
    assertThat(book(FINE).trade(400, 99.6)).isEqualTo(Market.Fill.NONE);
  }

  @Test
  void linearImpactLastsForItsIntervalAndIsNotShown() {
    BlockBook book = book(FINE.linearOver(60));

    book.trade(200, 0);
    for (int second = 0; second < 59; second++) {
      book.advance();
    }

    assertThat(book.quote().bid()).isEqualByComparingTo("99.45");
    assertThat(book.trade(1, 0).money()).isCloseTo(99.45 - 0.15 - 0.0005, within(1e-9));
    book.advance();
    assertThat(book.trade(1, 0).money()).isCloseTo(99.45 - 0.00075, within(1e-3));
  }

  @Test
  void nothingTradesInAPauseOrWithoutBidsAndADripIsBounded() {
    assertThat(book(FINE.pausing(0, 10)).trade(1, 0)).isEqualTo(Market.Fill.NONE);
    BlockBook dripping = book(FINE.dripping(50));
    assertThat(dripping.trade(400, 0).quantity()).isEqualTo(50);
    assertThat(dripping.trade(400, 0).quantity()).isZero();
    dripping.advance();
    assertThat(dripping.trade(400, 0).quantity()).isEqualTo(50);

    BlockBook empty = book(FINE.withoutBids(0.9));
    while (empty.quote().bid().signum() > 0) {
      empty.advance();
    }
    assertThat(empty.trade(1, 0)).isEqualTo(Market.Fill.NONE);
  }

  @Test
  void fallsAsFarAsItIsTold() {
    BlockBook falling = book(FINE.falling(0.098, 0));
    for (int second = 0; second < 400; second++) {
      falling.advance();
    }

    assertThat(falling.mid()).isCloseTo(100 * (1 - 0.098), within(1e-9));
  }
}
