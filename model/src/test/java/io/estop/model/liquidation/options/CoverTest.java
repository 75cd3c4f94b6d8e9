package io.estop.model.liquidation.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.liquidation.options.Cover.Release;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverTest {
  private static final String SHORT = "AAPL270115C00150000";

  @ParameterizedTest(name = "{0}: {2} of {1} may go")
  @CsvSource(
      delimiter = '|',
      value = {
        // what is held | what is closed | how much of it may go now
        "AAPL 300, AAPL270115C00150000 -1 | AAPL | 200",
        "AAPL 100, AAPL270115C00150000 -1 | AAPL | 0",
        "AAPL 150.5, AAPL270115C00150000 -1 | AAPL | 50",
        "AAPL 60, AAPL270115C00150000 -1 | AAPL | 0",
        "AAPL 60, AAPL270115P00150000 -1 | AAPL | 60",
        "AAPL -300, AAPL270115P00150000 -1 | AAPL | 200",
        "AAPL -300, AAPL270115C00150000 -1 | AAPL | 300",
        "MSFT 300, AAPL270115C00150000 -1 | MSFT | 300",
        // a long option at any strike
        "AAPL270115C00160000 3, AAPL270115C00150000 -1 | AAPL270115C00160000 | 2",
        "AAPL270115C00140000 3, AAPL270115C00150000 -1 | AAPL270115C00140000 | 2",
        "AAPL270115P00160000 3, AAPL270115C00150000 -1 | AAPL270115P00160000 | 3",
        // that outlives the short, or expires with it
        "AAPL270219C00160000 1, AAPL270115C00150000 -1 | AAPL270219C00160000 | 0",
        "AAPL261218C00160000 1, AAPL270115C00150000 -1 | AAPL261218C00160000 | 1",
        // one short is covered once
        "AAPL 100, AAPL270115C00160000 1, AAPL270115C00150000 -1 | AAPL | 100",
        "AAPL 100, AAPL270115C00160000 1, AAPL270115C00150000 -1 | AAPL270115C00160000 | 1",
        "AAPL 100, AAPL261218C00160000 1, AAPL270115C00150000 -1 | AAPL | 0",
        // a long that expires late is left to the short that does
        "AAPL270219C00150000 1, AAPL270115C00150000 1, AAPL270219C00160000 -1, AAPL270115C00160000 -1 | AAPL270115C00150000 | 0",
        "AAPL270219C00150000 2, AAPL270115C00150000 1, AAPL270219C00160000 -1, AAPL270115C00160000 -1 | AAPL270115C00150000 | 1",
        // what is naked already asks for nothing more, what covers the others stays
        "AAPL 100, AAPL270115C00150000 -2 | AAPL | 0",
        "AAPL261218C00150000 1, AAPL270115C00150000 -5 | AAPL261218C00150000 | 1",
        // shares of a class, whose options go without the dot
        "BRK.B 100, BRKB270115C00500000 -1 | BRK.B | 0",
        // how many shares an adjusted contract delivers nobody knows
        "AAPL 900, AAPL1270115C00150000 -1 | AAPL | 0",
        "AAPL 900, AAPL1270115C00150000 -1, AAPL270115C00150000 1 | AAPL270115C00150000 | 1",
        "AAPL 100, AAPL1270115C00150000 -1, AAPL270115C00150000 1, AAPL270115C00160000 -1 | AAPL270115C00150000 | 0",
        "BTC/USD 2, AAPL270115C00150000 -1 | BTC/USD | 2",
      })
  void onlyWhatCoversAnOpenShortStays(String held, String closed, BigDecimal free) {
    List<Held> all = held(held);
    Held one =
        all.stream()
            .filter(each -> each.instrument().symbol().equals(closed))
            .findFirst()
            .orElseThrow();

    Release release =
        new Cover(all).release(one.instrument(), Side.closing(one.least()), one.least().abs());

    assertThat(release.quantity()).isEqualByComparingTo(free);
    assertThat(release.shorts().isEmpty()).isEqualTo(free.compareTo(one.least().abs()) == 0);
  }

  @Test
  void aShortOptionMayAlwaysBeBoughtBack() {
    Cover cover = new Cover(held("AAPL 100, AAPL270115C00150000 -2"));

    Release release = cover.release(instrument(SHORT), Side.BUY, BigDecimal.valueOf(2));

    assertThat(release).isEqualTo(Release.all(BigDecimal.valueOf(2)));
    assertThat(cover.isAsked(instrument(SHORT), Side.BUY)).isFalse();
    assertThat(cover.isAsked(instrument("AAPL"), Side.SELL)).isTrue();
  }

  @Test
  void namesTheShortsThatKeepIt() {
    Cover cover =
        new Cover(
            held(
                "AAPL270115C00160000 2, AAPL270115C00150000 -1, AAPL270219C00150000 -1, AAPL 100"));

    assertThat(
            cover
                .release(instrument("AAPL270115C00160000"), Side.SELL, BigDecimal.valueOf(2))
                .shorts())
        .containsExactly(instrument(SHORT));
    assertThat(cover.release(instrument("AAPL"), Side.SELL, BigDecimal.valueOf(100)).shorts())
        .containsExactly(instrument(SHORT), instrument("AAPL270219C00150000"));
  }

  @Test
  void ordersThatTakeCoverAwayCountAndBuyingBackDoesNot() {
    Held stock = exactly("AAPL 300");
    Held open = exactly("AAPL270115C00150000 -1");
    BigDecimal hundred = BigDecimal.valueOf(100);

    assertThat(free(stock.ordered(hundred, BigDecimal.ZERO), open)).isEqualByComparingTo("100");
    assertThat(free(stock, open.ordered(BigDecimal.ONE, BigDecimal.ZERO)))
        .as("somebody sells another call")
        .isEqualByComparingTo("100");
    assertThat(free(stock, open.ordered(BigDecimal.ZERO, BigDecimal.ONE)))
        .isEqualByComparingTo("200");
  }

  @Test
  void whatNobodyKnowsCountsAtItsWorst() {
    Instrument stock = instrument("AAPL");
    Held perhaps =
        new Held(
            stock,
            BigDecimal.valueOf(150),
            BigDecimal.valueOf(300),
            BigDecimal.ZERO,
            BigDecimal.ZERO);
    Held more =
        new Held(
            instrument(SHORT),
            BigDecimal.valueOf(-2),
            BigDecimal.valueOf(-1),
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    assertThat(free(perhaps, exactly(SHORT + " -1"))).isEqualByComparingTo("50");
    assertThat(free(exactly("AAPL 300"), more)).isEqualByComparingTo("100");
    assertThat(free(perhaps, more)).isEqualByComparingTo("0");
  }

  @Test
  void namesShortsThatNothingCovers() {
    Cover cover =
        new Cover(
            held("AAPL270115C00160000 1, AAPL270115C00150000 -1, AAPL270219C00150000 -1, AAPL 60"));

    assertThat(cover.naked("AAPL")).containsExactly(instrument("AAPL270219C00150000"));
    assertThat(cover.uncovered("AAPL", Right.CALL)).isEqualByComparingTo("40");
    assertThat(cover.uncovered("AAPL", Right.PUT)).isZero();
  }

  @Test
  void aSenselessHoldingIsRefusedWithItsFigures() {
    BigDecimal one = BigDecimal.ONE;
    assertThatThrownBy(() -> new Held(instrument("AAPL"), one, BigDecimal.ZERO, one, one))
        .hasMessageContaining("1, 0, 1 and 1");
    assertThatThrownBy(() -> new Held(instrument("AAPL"), one, one, one.negate(), one))
        .hasMessageContaining("-1");
  }

  private static BigDecimal free(Held stock, Held open) {
    return new Cover(List.of(stock, open))
        .release(stock.instrument(), Side.SELL, stock.most())
        .quantity();
  }

  private static List<Held> held(String words) {
    List<Held> held = new ArrayList<>();
    for (String one : words.split(", ")) {
      held.add(exactly(one));
    }
    return held;
  }

  private static Held exactly(String words) {
    String[] one = words.split(" ");
    return Held.exactly(instrument(one[0]), new BigDecimal(one[1]));
  }

  static Instrument instrument(String symbol) {
    AssetClass kind =
        symbol.contains("/")
            ? AssetClass.CRYPTO
            : symbol.length() > 9 ? AssetClass.US_OPTION : AssetClass.US_EQUITY;
    return new Instrument(symbol, kind);
  }
}
