package io.estop.model.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingWordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"paper/PA1", "alpaca live/x"})
  void accountIsReadAsItIsWritten(String text) {
    assertThat(Account.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "paper", "/x", "x/", "a/b/c", " /x"})
  void accountOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Account.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("account must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAPL270115C00150000",
        "F270115P00000500",
        "BRK.B280229C00450000",
        "SPX1260102P99999999"
      })
  void optionIsReadAsItIsWritten(String symbol) {
    assertThat(OptionContract.parse(symbol)).hasToString(symbol);
  }

  @Test
  void optionSymbolTellsItsTerms() {
    assertThat(OptionContract.parse("AAPL270115C00150500"))
        .isEqualTo(
            new OptionContract(
                "AAPL",
                LocalDate.of(2027, 1, 15),
                OptionContract.Right.CALL,
                new BigDecimal("150.500")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAPL",
        "AAPL270115X00150000",
        "AAPL270115C0015000",
        "AAPL271315C00150000",
        "AAPL270231C00150000",
        "AAPL270229P00150000",
        "AAPL270100C00150000",
        "aapl270115C00150000"
      })
  void optionOfAnotherFormOrOfNoSuchDayIsRefused(String symbol) {
    assertThatThrownBy(() -> OptionContract.parse(symbol))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(symbol);
  }

  @Test
  void instrumentKnowsItsUnderlyingAndMultiplier() {
    Instrument option = new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
    Instrument coin = new Instrument("BTC/USD", AssetClass.CRYPTO);

    assertThat(option.underlying()).isEqualTo("AAPL");
    assertThat(option.multiplier()).isEqualByComparingTo("100");
    assertThat(coin.underlying()).isEqualTo("BTC/USD");
    assertThat(coin.multiplier()).isEqualByComparingTo("1");
    assertThatThrownBy(() -> new Instrument("AAPL", AssetClass.US_OPTION))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Instrument(" ", AssetClass.CRYPTO))
        .hasMessageContaining("symbol must be 1 to 32");
    assertThatThrownBy(() -> new Instrument("x".repeat(33), AssetClass.CRYPTO))
        .hasMessageContaining("symbol must be 1 to 32");
  }

  @Test
  void assetClassIsReadAsItIsWritten() {
    for (AssetClass one : AssetClass.values()) {
      assertThat(AssetClass.ofWord(one.word())).isEqualTo(one);
    }
    assertThatThrownBy(() -> AssetClass.ofWord("bond")).hasMessageContaining("bond");
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10.02, true, false, false",
    "10, 10, false, true, false",
    "10.02, 10, false, true, false",
    "0, 10, false, false, true",
    "10, 0, false, false, false",
    "0, 0, false, false, true"
  })
  void quoteTellsWhatItCanBeUsedFor(
      BigDecimal bid, BigDecimal ask, boolean twoSided, boolean crossed, boolean noBid) {
    Quote quote = new Quote(bid, BigDecimal.ONE, ask, BigDecimal.ONE, Instant.EPOCH);

    assertThat(quote.isTwoSided()).isEqualTo(twoSided);
    assertThat(quote.isCrossed()).isEqualTo(crossed);
    assertThat(quote.hasNoBid()).isEqualTo(noBid);
    assertThat(quote.touch(Side.SELL)).isEqualTo(bid);
    assertThat(quote.touch(Side.BUY)).isEqualTo(ask);
  }

  @Test
  void riskOfAPositionCountsContracts() {
    Instrument option = new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
    Position shortCalls =
        new Position(option, new BigDecimal("-2"), new BigDecimal("3"), new BigDecimal("5"));

    assertThat(shortCalls.exposure()).isEqualByComparingTo("1000");
    assertThat(shortCalls.unrealisedLoss()).isEqualByComparingTo("400");
    assertThat(Side.closing(shortCalls.quantity())).isEqualTo(Side.BUY);
    assertThat(Side.closing(BigDecimal.ONE)).isEqualTo(Side.SELL);
  }
}
