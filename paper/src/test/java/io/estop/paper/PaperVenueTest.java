package io.estop.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.VenueClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PaperVenueTest {
  private static final String SEED =
      """
      {"asOf":"2026-11-20T15:00:00Z","cash":"1000000","seed":42,"movement":0,"instruments":[
       {"symbol":"AAPL","bid":"189.99","ask":"190.01","bidSize":"500","askSize":"500"},
       {"symbol":"BTC/USD","assetClass":"crypto","bid":"95000","ask":"95010","bidSize":"5"},
       {"symbol":"AAPL271217C00900000","assetClass":"us_option","bid":"0","ask":"0.05"}],
       "positions":[{"symbol":"AAPL","qty":"-100","avgEntryPrice":"180.00"},
        {"symbol":"BTC/USD","qty":"0.5","avgEntryPrice":"90000"},
        {"symbol":"AAPL271217C00900000","qty":"3","avgEntryPrice":"1.20"}],
       "orders":[{"symbol":"AAPL","side":"buy","qty":"10","type":"limit","limitPrice":"150.00",
        "timeInForce":"gtc","clientOrderId":"resting"}]}
      """;

  @LocalServerPort private int port;
  private VenueClient venue;

  @BeforeEach
  void seed() throws Exception {
    venue = new VenueClient(port);
    venue.faults("{}");
    venue.seed(SEED);
  }

  @Test
  void answersHealthToAnybodyAndTheRestOnlyWithAKey() throws Exception {
    assertThat(venue.sendWithoutKey("/health").text("status")).isEqualTo("UP");
    assertThat(venue.sendWithoutKey("/v2/account").status()).isEqualTo(401);
    assertThat(venue.sendWithoutKey("/admin/audit").status()).isEqualTo(401);
  }

  @Test
  void seedingSetsAccountPositionsOrdersAndTime() throws Exception {
    assertThat(venue.get("/v2/account").text("cash")).isEqualTo("1000000");
    assertThat(venue.get("/v2/positions/AAPL").text("qty")).isEqualTo("-100");
    assertThat(venue.get("/v2/positions/AAPL").text("qty_available")).isEqualTo("-90");
    assertThat(venue.get("/v2/clock").text("timestamp")).startsWith("2026-11-20T10:00:0");
    assertThat(venue.get("/v2/orders:by_client_order_id?client_order_id=resting").text("status"))
        .isEqualTo("new");
    assertThat(venue.post("/admin/seed", SEED.replace("-100", "0")).status()).isEqualTo(422);
  }

  @Test
  void writesErrorsAsAlpacaDoes() throws Exception {
    Answer missing = venue.get("/v2/positions/KO");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo(40410000);

    Answer malformed = venue.post("/v2/orders", "{\"qty\":\"many\"}");
    assertThat(malformed.status()).isEqualTo(422);
    assertThat(malformed.code()).isEqualTo(40010001);

    Answer tooMuch = venue.post("/v2/orders", VenueClient.order("buy", "AAPL", "91", "day", "x"));
    assertThat(tooMuch.status()).isEqualTo(403);
    assertThat(tooMuch.text("available")).isEqualTo("90");
    assertThat(venue.get("/v2/orders/not-an-id").status()).isEqualTo(422);
    assertThat(venue.get("/v2/nothing").status()).isEqualTo(404);
  }

  @Test
  void daysOfSharesAndCoinsBeginWhereTheyAreAskedFor() throws Exception {
    for (String path :
        List.of("/v2/stocks/bars?symbols=AAPL", "/v1beta3/crypto/us/bars?symbols=BTC/USD")) {
      Answer bars = venue.get(path + "&timeframe=1Day&limit=10000&start=2026-11-09T00:00:00Z");

      String symbol = path.substring(path.indexOf('=') + 1);
      assertThat(bars.body().path("bars").path(symbol).size()).as(path).isBetween(10, 12);
      assertThat(bars.body().path("bars").path(symbol).path(0).path("t").asString(""))
          .startsWith("2026-11-09T05:00");
    }
  }

  @Test
  void findsACryptoPairHoweverItsSlashIsWritten() throws Exception {
    for (String name : List.of("BTC/USD", "BTC%2FUSD", "BTCUSD")) {
      assertThat(venue.get("/v2/positions/" + name).text("qty")).as(name).isEqualTo("0.5");
    }
    assertThat(venue.send("DELETE", "/v2/positions/BTC%2FUSD?percentage=50", "").text("filled_qty"))
        .isEqualTo("0.25");
  }

  @Test
  void closesEverythingAndListsWhatItCouldNot() throws Exception {
    Answer kept = venue.send("DELETE", "/v2/positions", "");
    assertThat(kept.status()).isEqualTo(207);
    assertThat(kept.body().get(0).path("status").asInt(0)).isEqualTo(403);

    Answer closed = venue.send("DELETE", "/v2/positions?cancel_orders=True", "");

    assertThat(closed.body().get(0).path("body").path("status").asString("")).isEqualTo("filled");
    assertThat(venue.get("/v2/positions/AAPL").status()).isEqualTo(404);
    assertThat(venue.get("/v2/positions/AAPL271217C00900000").text("qty")).isEqualTo("3");
  }

  @Test
  void cancelsOneOrderOnceAndAllOfThem() throws Exception {
    String id = venue.get("/v2/orders").body().get(0).path("id").asString("");

    Answer all = venue.send("DELETE", "/v2/orders", "");
    assertThat(all.status()).isEqualTo(207);
    assertThat(all.body().get(0).path("id").asString("")).isEqualTo(id);

    assertThat(venue.send("DELETE", "/v2/orders/" + id, "").status()).isEqualTo(422);
    assertThat(venue.get("/v2/orders?status=closed&limit=500&symbols=AAPL").body()).hasSize(1);
    assertThat(venue.get("/v2/orders?limit=501").status()).isEqualTo(422);
  }

  @Test
  void armsACountdownSaysWhenItIsDueAndRefusesWhatIsNoTime() throws Exception {
    String path = "/v2/orders/cancel-all-after";

    Answer armed = venue.send("PUT", path, "{\"seconds\":86400}");
    assertThat(armed.text("due")).startsWith("2026-11-21T10:00:0").endsWith("-05:00");

    Answer disarmed = venue.send("PUT", path, "{\"seconds\":0}");
    assertThat(disarmed.status()).isEqualTo(200);
    assertThat(disarmed.body().path("due").isNull()).isTrue();

    for (String bad : List.of("{\"seconds\":-1}", "{\"seconds\":86401}", "{}")) {
      Answer refused = venue.send("PUT", path, bad);
      assertThat(refused.status()).as(bad).isEqualTo(422);
      assertThat(refused.text("message")).startsWith("seconds must be 0 to 86400 but was: ");
    }
  }

  @Test
  void hangingRequestsGetNoAnswerAndHalfOfThemTakeEffect() throws Exception {
    venue.faults("{\"timeouts\":1,\"timeoutHoldMillis\":100}");

    int silent = lost(100, "hung-");
    venue.faults("{}");

    long found = found(100, "hung-");
    assertThat(silent).isEqualTo(100);
    assertThat(found).isBetween(30L, 70L);
    assertThat(venue.audit().path("requestsUnanswered").asInt(0)).isEqualTo(100);
    assertThat(venue.audit().path("requestsUnansweredTookEffect").asLong(0)).isEqualTo(found);
  }

  @Test
  void disconnectedRequestsGetNoAnswerAndHalfOfThemTakeEffect() throws Exception {
    venue.faults("{\"disconnects\":1}");

    int silent = lost(100, "cut-");
    venue.faults("{}");

    assertThat(silent).isEqualTo(100);
    assertThat(found(100, "cut-")).isBetween(30L, 70L);
  }

  @Test
  void throttledRequestsSayWhenToComeBack() throws Exception {
    venue.faults("{\"throttles\":1}");

    Answer throttled = venue.get("/v2/account");

    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.headers().toLowerCase(Locale.ROOT)).contains("retry-after");
  }

  @Test
  void refusesFaultsThatAreNoFractions() throws Exception {
    assertThat(venue.send("PUT", "/admin/faults", "{\"timeouts\":1.5}").status()).isEqualTo(422);
  }

  @Test
  void priceShiftAndPauseWorkOnNamedSymbols() throws Exception {
    venue.post("/admin/price-shift", "{\"percent\":\"-8\",\"symbols\":[\"AAPL\"]}");
    Answer quote = venue.get("/v2/stocks/AAPL/quotes/latest");
    assertThat(quote.body().path("quote").path("bp").asDecimal()).isEqualByComparingTo("174.79");

    venue.post("/admin/pauses", "{\"symbols\":[\"AAPL\"],\"paused\":true}");
    Answer order = venue.post("/v2/orders", VenueClient.order("buy", "AAPL", "1", "day", "p"));

    assertThat(order.text("status")).isEqualTo("accepted");
  }

  @Test
  void answersQuotesOfTenThousandSymbolsInOneRequest() throws Exception {
    String instruments =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"symbol\":\"S%05d\",\"bid\":\"10\",\"ask\":\"10.02\"}".formatted(i))
            .collect(Collectors.joining(","));
    venue.seed("{\"instruments\":[" + instruments + "]}");
    String symbols =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "S%05d".formatted(i))
            .collect(Collectors.joining(","));

    Answer answer = venue.get("/v2/stocks/quotes/latest?symbols=" + symbols);

    assertThat(answer.body().path("quotes")).hasSize(10_000);
  }

  private int lost(int count, String prefix) throws Exception {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String body = VenueClient.order("buy", "BTC/USD", "0.001", "gtc", prefix + i);
      calls.add(() -> isLost(body));
    }
    ExecutorService clients = Executors.newFixedThreadPool(16);
    int lost = 0;
    for (Future<Boolean> call : clients.invokeAll(calls)) {
      lost += call.get() ? 1 : 0;
    }
    clients.shutdown();
    return lost;
  }

  private boolean isLost(String body) throws InterruptedException {
    try {
      venue.post("/v2/orders", body);
      return false;
    } catch (IOException noAnswer) {
      return true;
    }
  }

  private long found(int count, String prefix) throws Exception {
    long found = 0;
    for (int i = 0; i < count; i++) {
      String path = "/v2/orders:by_client_order_id?client_order_id=" + prefix + i;
      found += venue.get(path).status() == 200 ? 1 : 0;
    }
    return found;
  }
}
