package io.estop.embedded.client;

import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The paper venue: Alpaca's trading API with the demo's keys, and the venue's own admin calls. */
public final class PaperClient {

  private final JsonClient http;

  public PaperClient(URI paper, String keyId, String secretKey) {
    this.http =
        new JsonClient(paper, Map.of("APCA-API-KEY-ID", keyId, "APCA-API-SECRET-KEY", secretKey));
  }

  /** Returns the bare client, for calls that have no method here. */
  public JsonClient http() {
    return http;
  }

  /** Replaces market, positions and orders by these. */
  public void seed(String json) {
    http.post("/admin/seed", json).orThrow("POST /admin/seed");
  }

  public JsonNode positions() {
    return http.get("/v2/positions").orThrow("GET /v2/positions");
  }

  public JsonNode account() {
    return http.get("/v2/account").orThrow("GET /v2/account");
  }

  public Answer submit(Map<String, String> order) {
    return http.post("/v2/orders", order);
  }

  public Answer cancel(String orderId) {
    return http.delete("/v2/orders/" + orderId);
  }

  /** Moves all prices by so many percent. */
  public void shiftPrices(int percent) {
    admin("price-shift", Map.of("percent", percent)).orThrow("POST /admin/price-shift");
  }

  /** Makes an admin call, {@code pauses} for instance. */
  public Answer admin(String path, Object body) {
    return http.post("/admin/" + path, body);
  }
}
