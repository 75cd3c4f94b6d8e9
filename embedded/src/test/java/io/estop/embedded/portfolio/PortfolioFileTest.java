package io.estop.embedded.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortfolioFileTest {

  private static final String HEADER = "symbol,asset_class,qty,avg_entry_price";
  private static final AsOf DAY = AsOf.parse("2026-11-20");

  @TempDir private Path folder;

  @Test
  void readsEveryAssetClassExactly() throws IOException {
    Portfolio portfolio =
        csv(
            HEADER + ",bid,ask,bid_size,ask_size",
            "AAPL,us_equity,-100,180.00,179.99,180.01,500,600",
            "# a comment",
            "BTC/USD,crypto,0.12345678,61837.63,,,,",
            "AAPL270115C00150000,us_option,3,4.20,0,0.05,,");

    assertThat(portfolio.positions())
        .extracting(p -> p.symbol() + " " + p.quantity().toPlainString())
        .containsExactly("AAPL -100", "BTC/USD 0.12345678", "AAPL270115C00150000 3");
    assertThat(portfolio.instruments().get(0).quote().askSize()).isEqualByComparingTo("600");
    assertThat(portfolio.instruments().get(1).quote().bid()).isEqualByComparingTo("61825.26");
    assertThat(portfolio.instruments().get(1).quote().ask()).isEqualByComparingTo("61850");
    assertThat(portfolio.toJson()).contains("\"qty\":\"0.12345678\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AAPL,equity,1,1|asset_class: expected us_equity, crypto or us_option but was: equity",
        "aapl,us_equity,1,1|symbol: expected a ticker like AAPL but was: aapl",
        "BTCUSD,crypto,1,1|symbol: expected a pair like BTC/USD but was: BTCUSD",
        "AAPL,us_option,1,1|symbol: expected an OCC option symbol like AAPL270115C00150000 but",
        "AAPL261119C00150000,us_option,1,1|that has not expired on the market's day 2026-11-20",
        "AAPL,us_equity,0,1|qty: expected a number other than zero but was: 0",
        "AAPL,us_equity,1e3,1|qty: expected a number other than zero, at most 15 digits",
        "AAPL,us_equity,,1|qty: expected a number other than zero, at most 15 digits",
        "AAPL,us_equity,-1.5,1|qty: expected whole shares if short but was: -1.5",
        "BTC/USD,crypto,-1,1|qty: expected more than zero: no short crypto but was: -1",
        "AAPL270115C00150000,us_option,1.5,1|qty: expected whole contracts but was: 1.5",
        "AAPL,us_equity,1,0|avg_entry_price: expected a number above zero but was: 0",
        "AAPL,us_equity,1|line: expected 4 values, as the header has but was: 3 values",
      })
  void refusesABadLineNamingItAndWhatWasExpected(String line, String complaint) {
    assertThatThrownBy(() -> csv(HEADER, line))
        .isInstanceOf(BadPortfolio.class)
        .hasMessageContaining("book.csv line 2, ")
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5,4,1,1|ask: expected a price above bid 5 but was: 4",
        "-1,4,1,1|bid: expected a price of zero or more but was: -1",
        ",4,1,1|bid: expected a price of zero or more, as ask is given",
        "4,,1,1|ask: expected a price above bid, as bid is given",
        "4,5,0,1|bid_size: expected a number above zero but was: 0",
        "4,5,1,x|ask_size: expected a number above zero, at most 15 digits",
      })
  void refusesABadQuote(String quote, String complaint) {
    assertThatThrownBy(
            () -> csv(HEADER + ",bid,ask,bid_size,ask_size", "AAPL,us_equity,1,4," + quote))
        .isInstanceOf(BadPortfolio.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThatThrownBy(() -> csv(HEADER, "AAPL,us_equity,x,y", "AAPL,us_equity,1,1"))
        .isInstanceOfSatisfying(
            BadPortfolio.class,
            bad ->
                assertThat(bad.problems())
                    .extracting(p -> p.line() + " " + p.column())
                    .containsExactly("2 qty", "2 avg_entry_price", "3 symbol"));
  }

  @Test
  void refusesAHeaderThatLacksOrInventsColumns() {
    assertThatThrownBy(() -> csv("symbol,qty,avg_entry_price,bidd", "A,1,1,1"))
        .hasMessageContaining("expected the columns [asset_class] as well")
        .hasMessageContaining("header: expected only symbol, asset_class")
        .hasMessageContaining("but was: bidd");
  }

  @Test
  void refusesAnEmptyAndAMissingFile() {
    assertThatThrownBy(() -> csv(HEADER)).hasMessageContaining("expected 1 to 10000 but was: 0");
    assertThatThrownBy(() -> PortfolioFile.read(folder.resolve("none.csv"), DAY, 1))
        .hasMessageContaining("expected a file that can be read but was: ");
  }

  @Test
  void readsWhatAlpacaReturnsForPositions() throws IOException {
    Portfolio portfolio =
        json(
            """
            [
              {"symbol":"AAPL","asset_class":"us_equity","qty":"-5","avg_entry_price":"100.0",
               "current_price":"120.0","side":"short","exchange":"NASDAQ"},
              {"symbol":"BTCUSD","asset_class":"crypto","qty":"0.5","avg_entry_price":"60000",
               "current_price":null}
            ]
            """);

    assertThat(portfolio.instruments().get(0).quote().bid()).isEqualByComparingTo("119.98");
    assertThat(portfolio.instruments().get(0).quote().ask()).isEqualByComparingTo("120.02");
    assertThat(portfolio.positions().get(1).symbol()).isEqualTo("BTC/USD");
  }

  @Test
  void refusesBadJsonNamingTheLine() {
    assertThatThrownBy(() -> json("[\n{\"symbol\":\"AAPL\",\"asset_class\":\"us_equity\"}\n]"))
        .hasMessageContaining("book.json line 2, qty: expected a number other than zero");
    assertThatThrownBy(() -> json("[\n{]")).hasMessageContaining("book.json line 2, text");
    assertThatThrownBy(() -> json("{}")).hasMessageContaining("expected an array of positions");
    assertThatThrownBy(() -> json("[\n\n7]"))
        .hasMessageContaining("book.json line 3, element: expected an object but was: 7");
  }

  @Test
  void refusesAMomentThatIsNone() {
    assertThatThrownBy(() -> AsOf.parse("24.12.2015"))
        .hasMessageContaining("as-of must be a date like 2015-12-24")
        .hasMessageEndingWith("but was: 24.12.2015");
  }

  private Portfolio csv(String... lines) throws IOException {
    return read("book.csv", String.join("\n", lines) + "\n");
  }

  private Portfolio json(String text) throws IOException {
    return read("book.json", text);
  }

  private Portfolio read(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    return PortfolioFile.read(file, DAY, 1);
  }
}
