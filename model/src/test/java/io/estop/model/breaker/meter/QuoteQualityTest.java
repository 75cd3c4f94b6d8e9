package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuoteQualityTest {
  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final Duration STALE_AFTER = Duration.ofSeconds(30);

  private final QuoteQuality quality = new QuoteQuality(STALE_AFTER, AssetClass.US_EQUITY);

  @Test
  void whatIsFreshAndTwoSidedIsGood() {
    assertThat(judged("99.99", "100.01", 0)).isEmpty();
    assertThat(judged("99.98", "100.00", 10)).isEmpty();
  }

  @Test
  void eachFlawHasItsName() {
    assertThat(quality.judge(Optional.empty(), NOW)).contains(QuoteFlaw.MISSING);
    assertThat(quality.judge(Optional.of(quote("99", "101", NOW.minusSeconds(31))), NOW))
        .contains(QuoteFlaw.STALE);
    assertThat(quality.judge(Optional.of(quote("99", "101", NOW.plusSeconds(6))), NOW))
        .contains(QuoteFlaw.AHEAD);
    assertThat(judged("101", "100", 0)).contains(QuoteFlaw.CROSSED);
    assertThat(judged("100", "100", 1)).contains(QuoteFlaw.CROSSED);
    assertThat(judged("0", "100", 2)).contains(QuoteFlaw.ONE_SIDED);
    assertThat(judged("0", "0", 3)).contains(QuoteFlaw.ONE_SIDED);
  }

  @Test
  void anOptionThatNobodyBidsForIsWorthNothingAndWellQuoted() {
    QuoteQuality option = new QuoteQuality(STALE_AFTER, AssetClass.US_OPTION);

    assertThat(option.judge(Optional.of(quote("0", "0.05", NOW)), NOW)).isEmpty();
    assertThat(option.judge(Optional.of(quote("0", "0", NOW)), NOW)).contains(QuoteFlaw.ONE_SIDED);
  }

  @Test
  void theFirstQuoteAfterASilenceIsAGap() {
    judged("99", "101", 0);

    assertThat(judged("99", "101", 31)).contains(QuoteFlaw.GAP);
    assertThat(judged("99", "101", 32)).isEmpty();
  }

  @Test
  void aPriceThatStandsAloneIsBadAndAMoveIsNot() {
    judged("99", "101", 0);
    judged("99", "101", 1);

    assertThat(judged("149", "151", 2)).contains(QuoteFlaw.BAD_PRINT);
    assertThat(judged("99", "101", 3)).isEmpty();
    assertThat(judged("89", "91", 4)).as("the first of a move").contains(QuoteFlaw.BAD_PRINT);
    assertThat(judged("89", "91", 5)).as("the second").isEmpty();
    assertThat(judged("89", "91", 6)).isEmpty();
  }

  @Test
  void twoBadPrintsThatDisagreeAreBothBad() {
    judged("99", "101", 0);

    assertThat(judged("149", "151", 1)).contains(QuoteFlaw.BAD_PRINT);
    assertThat(judged("9", "11", 2)).contains(QuoteFlaw.BAD_PRINT);
    assertThat(judged("99", "101", 3)).isEmpty();
  }

  @Test
  void theSameBadQuoteSeenTwiceIsNoConfirmation() {
    judged("99", "101", 0);
    judged("149", "151", 1);

    assertThat(
            quality.judge(Optional.of(quote("149", "151", NOW.plusSeconds(1))), NOW.plusSeconds(5)))
        .contains(QuoteFlaw.BAD_PRINT);
    assertThat(judged("149", "151", 6)).as("a second print near it is a move").isEmpty();
  }

  private Optional<QuoteFlaw> judged(String bid, String ask, long second) {
    Instant at = NOW.plusSeconds(second);
    return quality.judge(Optional.of(quote(bid, ask, at)), at);
  }

  private static Quote quote(String bid, String ask, Instant at) {
    return new Quote(new BigDecimal(bid), BigDecimal.TEN, new BigDecimal(ask), BigDecimal.TEN, at);
  }
}
