package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.store.attribution.Attributions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionApiTest {
  private static final String PATH = "/api/v1/attributions";
  private static FrontDoor door;

  @BeforeAll
  static void open() {
    door = FrontDoor.withStores();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void keepsSharesAndPrefixesAndTheNewerShareWins() {
    String prefixes =
        "[{'prefix':'grid-','component':'grid','scopes':['strategy:grid','desk:fx']}]";
    assertThat(post(share("strategy:grid", "5", "2026-01-05T10:00:00Z"), prefixes).body())
        .isEqualTo("{\"positions\":1,\"older\":0,\"orderIdPrefixes\":1}");
    assertThat(post(share("strategy:grid", "9", "2026-01-05T09:00:00Z"), "[]").body())
        .isEqualTo("{\"positions\":0,\"older\":1,\"orderIdPrefixes\":0}");

    Attributions kept = door.bean(Attributions.class);
    assertThat(kept.of(Account.parse("paper/PA1")))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.quantity()).isEqualByComparingTo("5");
              assertThat(one.postedBy()).isEqualTo("olivia");
            });
    assertThat(kept.sources())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.scopes())
                    .containsExactly(Scope.parse("strategy:grid"), Scope.parse("desk:fx")));
  }

  @Test
  void aViewerAttributesNothing() {
    HttpResponse<String> refused = door.post(PATH, FrontDoor.VIEWER, "{}");

    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "firm,5,2026-01-05T10:00:00Z,desk",
    "strategy:x,many,2026-01-05T10:00:00Z,quantity",
    "strategy:x,5,yesterday,asOf",
    "strategy:x,5,2999-01-05T10:00:00Z,asOf"
  })
  void refusesABadShareByName(String scope, String quantity, String asOf, String named) {
    HttpResponse<String> refused = post(share(scope, quantity, asOf), "[]");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(FrontDoor.json(refused).get("detail").asString()).contains(named);
  }

  @Test
  void refusesAPrefixThatWouldTakeTheEnginesOwnOrders() {
    for (String prefix : new String[] {"estop:", "es", "estop:s-1", "x"}) {
      String prefixes = "[{'prefix':'" + prefix + "','component':'c','scopes':[]}]";
      assertThat(post("", prefixes).statusCode()).as(prefix).isEqualTo(422);
    }
  }

  private static String share(String scope, String quantity, String asOf) {
    return "{'account':'paper/PA1','symbol':'AAPL','scope':'"
        + scope
        + "','quantity':'"
        + quantity
        + "','asOf':'"
        + asOf
        + "'}";
  }

  private static HttpResponse<String> post(String shares, String prefixes) {
    String body = "{'positions':[" + shares + "],'orderIdPrefixes':" + prefixes + "}";
    return door.post(PATH, FrontDoor.OPERATOR, body.replace('\'', '"'));
  }
}
