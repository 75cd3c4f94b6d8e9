package io.estop.embedded.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The starter's REST API as one named person uses it. */
public final class StarterClient {

  private static final String STOPS = "/api/v1/stops";
  private static final String RECOVERIES = "/api/v1/recoveries";

  private final JsonClient http;

  public StarterClient(URI starter, String token) {
    this.http = new JsonClient(starter, Map.of("Authorization", "Bearer " + token));
  }

  /** Returns the bare client, for calls that have no method here. */
  public JsonClient http() {
    return http;
  }

  /** Presses; the caller makes the stop id, so that pressing twice is one stop. */
  public Answer press(Press press) {
    return http.post(STOPS, press);
  }

  /** Returns one stop with counts, positions, acknowledgements and events. */
  public Answer stop(String stopId) {
    return http.get(STOPS + "/" + encoded(stopId));
  }

  /** Returns all stops, newest first. */
  public JsonNode stops() {
    return http.get(STOPS).orThrow("GET " + STOPS);
  }

  /** Ends the run of a stop, not its hold; tasks that nobody did end with it. */
  public Answer close(String stopId, String reason) {
    return http.post(
        STOPS + "/" + encoded(stopId) + "/close", Map.of("reason", reason, "leaveTasks", true));
  }

  public Answer startRecovery(String scope, String stopId) {
    return http.post(RECOVERIES, Map.of("scope", scope, "stopId", stopId));
  }

  public Answer recovery(String scope) {
    return http.get(RECOVERIES + "/" + encoded(scope));
  }

  /** Records what was found; signed with the name behind this client's token. */
  public Answer finding(String scope, String text) {
    return http.post(RECOVERIES + "/" + encoded(scope) + "/finding", Map.of("text", text));
  }

  /** Asks for a stage; {@code body} is the request of docs/PROTOCOL.md: stage and maybe factor. */
  public Answer request(String scope, Map<String, String> body) {
    return http.post(RECOVERIES + "/" + encoded(scope) + "/requests", body);
  }

  public Answer approve(String scope, String stage, String approvalHash) {
    return http.post(
        RECOVERIES + "/" + encoded(scope) + "/approvals",
        Map.of("stage", stage, "approvalHash", approvalHash));
  }

  public Answer breaker(String scope) {
    return http.get("/api/v1/breakers/" + encoded(scope));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What a press says. */
  public record Press(String stopId, String scope, String action, String reason) {}
}
