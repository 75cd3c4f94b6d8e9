package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Sha256;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A press for a regulatory action names what it rests on. */
class RegulatoryApiTest {
  private static final String HASH = Sha256.hex("order");
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
  void itsOrderStandsInTheLedgerAndTheScopeIsHeld() {
    HttpResponse<String> pressed =
        press(
            "reg-1",
            "REGULATORY_ACTION",
            ",\"regulatory\":{\"authority\":\"SEC\",\"reference\":\"34-1\",\"documentSha256\":\""
                + HASH
                + "\"}");

    assertThat(pressed.statusCode()).as(pressed.body()).isEqualTo(202);
    assertThat(door.bean(Flag.class).read().holds()).hasSizeGreaterThanOrEqualTo(1);
    assertThat(door.bean(Ledger.class).about("stop/reg-1", List.of("PRESS"), 9))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.details()).contains("\"authority\":\"SEC\"", "\"34-1\"", HASH);
              assertThat(row.details()).contains("[SEC | 34-1 | sha256:" + HASH + "] a halt");
            });
  }

  @Test
  void withoutItsOrderItIsRefusedAndNothingIsHeld() {
    HttpResponse<String> without = press("reg-2", "REGULATORY_ACTION", "");
    HttpResponse<String> half =
        press("reg-3", "REGULATORY_ACTION", ",\"regulatory\":{\"authority\":\"SEC\"}");
    HttpResponse<String> other =
        press("reg-4", "ADMINISTRATOR_COMMAND", ",\"regulatory\":{\"authority\":\"SEC\"}");

    assertThat(without.statusCode()).isEqualTo(422);
    assertThat(without.body()).contains("needs authority, reference and documentSha256");
    assertThat(half.body()).contains("regulatory.reference is missing");
    assertThat(other.body()).contains("for the trigger REGULATORY_ACTION alone");
    assertThat(door.bean(Flag.class).read().holds().keySet())
        .noneMatch(stop -> List.of("reg-2", "reg-3", "reg-4").contains(stop.value()));
  }

  private static HttpResponse<String> press(String stopId, String trigger, String more) {
    return door.post(
        "/api/v1/stops",
        FrontDoor.OPERATOR,
        "{\"stopId\":\""
            + stopId
            + "\",\"scope\":\"symbol:AAPL\",\"action\":\"HALT\",\"reason\":\"a halt\",\"trigger\":\""
            + trigger
            + "\""
            + more
            + "}");
  }
}
