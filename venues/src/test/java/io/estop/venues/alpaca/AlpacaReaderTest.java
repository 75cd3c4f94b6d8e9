package io.estop.venues.alpaca;

import static io.estop.venues.alpaca.ScriptedVenue.error;
import static io.estop.venues.alpaca.ScriptedVenue.order;
import static io.estop.venues.alpaca.ScriptedVenue.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.venues.Answer;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.MarketClock;
import io.estop.venues.OpenOrders;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlpacaReaderTest {

  private static final String BTC =
      """
      {"symbol":"BTCUSD","asset_class":"crypto","qty":"-0.123456789","side":"short",
      "avg_entry_price":"90000.5","current_price":"91000.25"}""";

  private final ScriptedVenue scripted = new ScriptedVenue();
  private final AlpacaReader reader = reader(Duration.ofSeconds(10));

  @AfterEach
  void close() {
    reader.close();
    scripted.close();
  }

  @Test
  void readsPositionsExactlyAndCryptoWithItsSlash() {
    scripted.answering(200, "[" + BTC + "]");

    assertThat(reader.positions())
        .isEqualTo(
            new Answer.Known<>(
                List.of(
                    new Position(
                        new Instrument("BTC/USD", AssetClass.CRYPTO),
                        new BigDecimal("-0.123456789"),
                        new BigDecimal("90000.5"),
                        new BigDecimal("91000.25")))));
  }

  @Test
  void takesAnEmptyListAsTheVenuesWordThatThereIsNone() {
    scripted.answering(200, "[]");

    assertThat(reader.positions()).isEqualTo(new Answer.Known<>(List.of()));
    assertThat(reader.openOrders()).isEqualTo(new Answer.Known<>(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "null", "[1]", "[{}]", "[", "[] []", "<html>"})
  void takesNothingElseAsAnEmptyList(String body) {
    scripted.answering(200, body);

    assertThat(reader.positions().failure()).isPresent();
    assertThat(reader.openOrders().failure()).isPresent();
  }

  @Test
  void namesFieldAndValueOfAnAbsurdPosition() {
    scripted.answering(200, "[" + BTC.replace("-0.123456789", "0.1") + "]");

    assertThat(reader.positions().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("position BTCUSD", "qty", "\"0.1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"qty\":\"-0.123456789\",\"qty\":\"-1\"",
        "\"qty\":true",
        "\"qty\":{\"is\":\"-1\"}",
        "\"qty\":null",
        "\"qty\":NaN",
        "\"exchange\":\"CRYPTO\""
      })
  void takesNoQuantityThatIsSaidTwiceOrIsNone(String quantity) {
    scripted.answering(200, "[" + BTC.replace("\"qty\":\"-0.123456789\"", quantity) + "]");

    assertThat(reader.positions().failure()).isPresent();
  }

  @Test
  void readsAQuantityThatIsANumberAmongFieldsThatNobodyNeeds() {
    scripted.answering(
        200,
        "["
            + BTC.replace(
                "\"qty\":\"-0.123456789\"",
                "\"legs\":[{\"qty\":\"7\"}],\"qty\":-0.123456789,\"swap_rate\":1e400")
            + "]");

    assertThat(reader.positions().known().orElseThrow())
        .extracting(Position::quantity)
        .containsExactly(new BigDecimal("-0.123456789"));
  }

  @Test
  void isMissingWhenTheVenueRefusesTheKeyAndNeverShowsTheSecret() {
    scripted.answering(403, "{\"message\":\"forbidden.\"}");

    assertThat(reader.positions().failure()).hasValue("venue paper: refuses the key, HTTP 403");
    assertThat(scripted.settings().toString()).doesNotContain("key-id", ScriptedVenue.SECRET);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 302, 404, 429, 500, 504})
  void isMissingOnEveryOtherStatus(int status) {
    scripted.answering(status, "");

    assertThat(reader.positions().failure()).isPresent();
  }

  @Test
  void boundsAnAnswerThatNeverEnds() {
    try (AlpacaReader hasty = reader(Duration.ofMillis(400))) {
      scripted.answering(scripted.halfABody());
      assertThat(hasty.positions().failure()).isPresent();
    }
    scripted.answering(ScriptedVenue.endlessBody());
    assertThat(reader.positions().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("longer than"));
  }

  @Test
  void readsEveryPageOfOpenOrdersThoughSeveralBearOneTime() {
    List<String> all = orders(1200, 3);
    scripted.answering(pages(all));

    List<VenueOrder> orders = reader.openOrders().known().orElseThrow();

    assertThat(orders).extracting(VenueOrder::orderId).hasSize(1200).doesNotHaveDuplicates();
    assertThat(scripted.asked()).hasSize(3);
  }

  @Test
  void anOrderThatCannotBeReadIsNamedAndHidesNoOther() {
    String absurd = order("o2", "c2", "new").replace("\"qty\":\"", "\"qty\":\"N");
    scripted.answering(200, "[" + order("o1", "c1", "new") + "," + absurd + ",7]");

    OpenOrders orders = reader.readableOpenOrders().known().orElseThrow();

    assertThat(orders.readable()).extracting(VenueOrder::orderId).containsExactly("o1");
    assertThat(orders.unreadable())
        .extracting(OpenOrders.Unreadable::orderId)
        .containsExactly("o2", "");
    assertThat(orders.unreadable().get(0).why()).startsWith("order o2: qty must be a number");
    assertThat(orders.unreadable().get(0).symbol()).isEqualTo("AAPL");
    assertThat(reader.openOrders().failure().orElseThrow()).contains("order o2: qty must be");
  }

  @Test
  void isMissingWhenMoreOpenOrdersBearOneTimeThanAPageHolds() {
    scripted.answering(pages(orders(501, 1000)));

    assertThat(reader.openOrders().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("bear the time"));
  }

  @Test
  void isMissingRatherThanCutWhenThereAreTooManyPages() {
    scripted.answering(pages(orders(26_000, 1)));

    assertThat(reader.openOrders().failure())
        .hasValueSatisfying(why -> assertThat(why).contains("50 pages"));
  }

  @Test
  void isMissingWhenPagesDoNotComeOldestFirst() {
    List<String> newestFirst = new ArrayList<>(orders(2, 1));
    java.util.Collections.reverse(newestFirst);
    scripted.answering(200, newestFirst.toString());

    assertThat(reader.openOrders().failure()).isPresent();
  }

  @Test
  void tellsAnOrderThatIsNotThereFromAnAddressThatIsNotThere() {
    scripted.answering(404, error(40410000, "order not found for c1"));
    assertThat(reader.orderByClientOrderId("c1")).isEqualTo(new Answer.Known<>(Optional.empty()));
    assertThat(reader.order("o1")).isEqualTo(new Answer.Known<>(Optional.empty()));

    scripted.answering(404, error(40410000, "endpoint not found: /v2"));
    assertThat(reader.orderByClientOrderId("c1").failure()).isPresent();
    scripted.answering(404, "<html>");
    assertThat(reader.order("o1").failure()).isPresent();
  }

  @Test
  void isMissingWhenTheVenueShowsAnotherOrderThanAskedFor() {
    scripted.answering(200, order("o1", "c2", "new"));

    assertThat(reader.orderByClientOrderId("c1").failure()).isPresent();
    assertThat(reader.order("o2").failure()).isPresent();
    assertThat(reader.order("o1").known()).isPresent();
  }

  @Test
  void asksForQuotesInChunksByAssetClass() {
    scripted.answering(200, "{\"quotes\":{}}");
    List<Instrument> instruments = new ArrayList<>();
    IntStream.range(0, 250)
        .forEach(i -> instruments.add(new Instrument("S" + i, AssetClass.US_EQUITY)));
    IntStream.range(0, 101)
        .forEach(i -> instruments.add(new Instrument(option(i), AssetClass.US_OPTION)));
    instruments.add(new Instrument("BTC/USD", AssetClass.CRYPTO));

    assertThat(reader.quotes(instruments)).isEqualTo(new Answer.Known<>(Map.of()));
    assertThat(
            scripted.asked().stream()
                .collect(
                    Collectors.groupingBy(
                        asked -> asked.uri().split("\\?")[0], Collectors.counting())))
        .isEqualTo(
            Map.of(
                "/v2/stocks/quotes/latest", 2L,
                "/v1beta1/options/quotes/latest", 2L,
                "/v1beta3/crypto/us/latest/quotes", 1L));
    assertThat(scripted.asked()).anyMatch(asked -> asked.uri().endsWith("?symbols=BTC%2FUSD"));
  }

  @Test
  void leavesOutASymbolWithoutAQuote() {
    scripted.answering(
        200,
        """
        {"quotes":{"AAPL":{"bp":150.1,"bs":3,"ap":150.3,"as":1,"t":"2026-11-20T15:00:00Z"},
        "MSFT":null}}""");

    assertThat(
            reader.quotes(
                List.of(
                    new Instrument("AAPL", AssetClass.US_EQUITY),
                    new Instrument("MSFT", AssetClass.US_EQUITY))))
        .isEqualTo(
            new Answer.Known<>(
                Map.of(
                    "AAPL",
                    new Quote(
                        new BigDecimal("150.1"),
                        new BigDecimal("3"),
                        new BigDecimal("150.3"),
                        new BigDecimal("1"),
                        ScriptedVenue.NOW))));
  }

  @Test
  void isMissingWhenOneChunkOfQuotesIsMissing() {
    scripted.answering(
        (asked, exchange) ->
            (asked.uri().startsWith("/v2") ? says(200, "{\"quotes\":{}}") : says(500, ""))
                .answer(asked, exchange));

    assertThat(
            reader
                .quotes(
                    List.of(
                        new Instrument("AAPL", AssetClass.US_EQUITY),
                        new Instrument("BTC/USD", AssetClass.CRYPTO)))
                .failure())
        .isPresent();
  }

  @Test
  void readsTheMarketsClock() {
    scripted.answering(
        200,
        """
        {"timestamp":"2026-11-20T10:00:00.5-05:00","is_open":true,
        "next_open":"2026-11-23T09:30:00-05:00","next_close":"2026-11-20T16:00:00-05:00"}""");

    assertThat(reader.clock())
        .isEqualTo(
            new Answer.Known<>(
                new MarketClock(
                    Instant.parse("2026-11-20T15:00:00.5Z"),
                    true,
                    Instant.parse("2026-11-23T14:30:00Z"))));
  }

  @Test
  void saysInOneSentenceThatTheKeyOpensAnotherAccount() {
    scripted.answering(200, "{\"account_number\":\"PA1\",\"equity\":\"100.5\"}");
    assertThat(EnvironmentCheck.of(reader)).isEqualTo(new EnvironmentCheck.Same());

    scripted.answering(200, "{\"account_number\":\"LIVE9\",\"equity\":\"100.5\"}");
    assertThat(EnvironmentCheck.of(reader))
        .isEqualTo(
            new EnvironmentCheck.Other(
                "venue paper is configured for account PA1 but its key opens account LIVE9"));

    scripted.answering(500, "");
    assertThat(EnvironmentCheck.of(reader)).isInstanceOf(EnvironmentCheck.Unknown.class);
  }

  private AlpacaReader reader(Duration timeout) {
    return new AlpacaReader(scripted.settings(timeout, 1000), Clock.systemUTC());
  }

  private static String option(int strike) {
    return "AAPL270115C%08d".formatted(1000 + strike);
  }

  /** Orders of which so many each bear the same millisecond. */
  private static List<String> orders(int count, int perMillisecond) {
    Instant first = ScriptedVenue.NOW;
    return IntStream.range(0, count)
        .mapToObj(
            i -> order("o" + i, "c" + i, "new", first.plusMillis(i / perMillisecond).toString()))
        .toList();
  }

  /** Serves orders as the venue does: after a time, exclusive, oldest first, at most 500. */
  private static ScriptedVenue.Script pages(List<String> orders) {
    return (asked, exchange) -> {
      String[] parts = asked.uri().split("after=");
      String after = parts.length == 1 ? "" : parts[1].replace("%3A", ":");
      String page =
          orders.stream()
              .filter(order -> after.isEmpty() || isAfter(order, Instant.parse(after)))
              .limit(500)
              .collect(Collectors.joining(",", "[", "]"));
      says(200, page).answer(asked, exchange);
    };
  }

  private static boolean isAfter(String order, Instant after) {
    String time = order.replaceAll("(?s).*\"submitted_at\":\"([^\"]+)\".*", "$1");
    return Instant.parse(time).isAfter(after);
  }
}
