package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Greeks;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OrderBook;
import io.estop.model.trading.Side;
import io.estop.venues.Statistics;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlpacaStatisticsTest {
  private static final String CALL = "AAPL270115C00150000";
  private static final Instrument SHARE = new Instrument("MSFT", AssetClass.US_EQUITY);
  private static final Instrument COIN = new Instrument("BTC/USD", AssetClass.CRYPTO);
  private static final Instrument OPTION = new Instrument(CALL, AssetClass.US_OPTION);
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ScriptedVenue scripted = new ScriptedVenue();
  private final AlpacaReader reader = new AlpacaReader(scripted.settings(), Clock.systemUTC());

  @AfterEach
  void close() {
    reader.close();
    scripted.close();
  }

  @Test
  void readsDaysBooksAndGreeksByTheAddressesOfTheApi() {
    scripted.answering(
        (asked, exchange) -> {
          String body =
              asked.uri().startsWith("/v2/stocks/bars")
                  ? """
                    {"bars":{"AAPL":[{"t":"2026-11-19T05:00:00Z","o":1,"h":2,"l":1,"c":150.25,
                    "v":1000,"n":3,"vw":1.5}]},"next_page_token":null}"""
                  : asked.uri().startsWith("/v1beta3/crypto/us/bars")
                      ? "{\"bars\":{},\"next_page_token\":null}"
                      : asked.uri().startsWith("/v1beta3/crypto/us/latest/orderbooks")
                          ? """
                            {"orderbooks":{"BTC/USD":{"t":"2026-11-20T15:00:00Z",
                            "b":[{"p":99,"s":1},{"p":98,"s":2},{"p":90,"s":50}],
                            "a":[{"p":101,"s":4}]}}}"""
                          : """
                            {"snapshots":{"AAPL270115C00150000":{"greeks":{"delta":0.5,
                            "gamma":0.01,"rho":0.1,"theta":-0.05,"vega":0.2},
                            "impliedVolatility":0.31}},"next_page_token":null}""";
          says(200, body).answer(asked, exchange);
        });

    Statistics statistics =
        reader.statistics(List.of(SHARE, COIN, OPTION), ScriptedVenue.NOW, SOON);

    assertThat(statistics.missing()).isEmpty();
    assertThat(statistics.days().get("AAPL"))
        .containsExactly(
            new DailyBar(
                Instant.parse("2026-11-19T05:00:00Z"),
                new BigDecimal("150.25"),
                new BigDecimal("1000")));
    OrderBook book = Objects.requireNonNull(statistics.books().get("BTC/USD"));
    assertThat(book.sizeWithin(Side.SELL, new BigDecimal("98"))).isEqualByComparingTo("3");
    assertThat(book.sizeWithin(Side.BUY, new BigDecimal("100"))).isEqualByComparingTo("0");
    assertThat(statistics.greeks().get(CALL)).isEqualTo(new Greeks(0.5, 0.01, -0.05, 0.2, 0.31));
    assertThat(scripted.asked())
        .extracting(ScriptedVenue.Asked::uri)
        .containsExactlyInAnyOrder(
            "/v2/stocks/bars?symbols=MSFT,AAPL&timeframe=1Day&limit=10000"
                + "&start=2026-10-06T15%3A00%3A00Z&adjustment=split",
            "/v1beta3/crypto/us/bars?symbols=BTC%2FUSD&timeframe=1Day&limit=10000"
                + "&start=2026-10-06T15%3A00%3A00Z",
            "/v1beta3/crypto/us/latest/orderbooks?symbols=BTC%2FUSD",
            "/v1beta1/options/snapshots?symbols=" + CALL + "&limit=100");
  }

  @Test
  void asksForTwoHundredMarketsInOneRequest() {
    scripted.answering(200, "{\"bars\":{}}");
    List<Instrument> shares =
        IntStream.range(0, 401)
            .mapToObj(i -> new Instrument("S" + i, AssetClass.US_EQUITY))
            .toList();

    reader.statistics(shares, ScriptedVenue.NOW, SOON);

    assertThat(scripted.asked()).hasSize(3);
  }

  @Test
  void leavesOutWhatIsAbsurdOrRefusedAndSaysSo() {
    scripted.answering(
        (asked, exchange) ->
            says(
                    asked.uri().contains("orderbooks") ? 500 : 200,
                    asked.uri().contains("snapshots")
                        ? "{\"snapshots\":{\"" + CALL + "\":{\"impliedVolatility\":0.3}}}"
                        : "{\"bars\":{\"MSFT\":[{\"t\":\"2026-11-19T05:00:00Z\",\"c\":-1,\"v\":1}]}}")
                .answer(asked, exchange));

    Statistics statistics =
        reader.statistics(List.of(SHARE, COIN, OPTION), ScriptedVenue.NOW, SOON);

    assertThat(statistics.days()).isEmpty();
    assertThat(statistics.greeks()).isEmpty();
    assertThat(statistics.missing())
        .anySatisfy(why -> assertThat(why).contains("bar of MSFT", "c", "-1"))
        .anySatisfy(why -> assertThat(why).contains("HTTP 500"));
  }

  @Test
  void aSilentVenueIsWaitedForNoLongerThanTheBound() {
    scripted.answering(scripted.silence());
    long began = System.nanoTime();

    Statistics statistics =
        reader.statistics(List.of(SHARE, COIN, OPTION), ScriptedVenue.NOW, Duration.ofMillis(200));

    assertThat(statistics.missing()).hasSize(4);
    // Far above what a busy machine adds, far below the time-out of a request.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }
}
