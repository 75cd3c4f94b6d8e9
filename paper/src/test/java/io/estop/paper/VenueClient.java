package io.estop.paper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a running venue over HTTP, as a broker's client would. */
final class VenueClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;

  VenueClient(int port) {
    this.address = "http://localhost:" + port;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  Answer send(String method, String path, String body) throws IOException, InterruptedException {
    return send(authorized(method, path, body).build());
  }

  Answer sendWithoutKey(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  void seed(String document) throws IOException, InterruptedException {
    Answer answer = post("/admin/seed", document);
    if (answer.status() != 200) {
      throw new IllegalStateException("seeding was refused: " + answer);
    }
  }

  void faults(String faults) throws IOException, InterruptedException {
    send("PUT", "/admin/faults", faults);
  }

  JsonNode audit() throws IOException, InterruptedException {
    return get("/admin/audit").body();
  }

  static String order(String side, String symbol, String qty, String force, String name) {
    return """
        {"symbol":"%s","qty":%s,"side":"%s","type":"market","time_in_force":"%s",\
        "client_order_id":"%s"}"""
        .formatted(symbol, qty, side, force, name);
  }

  private HttpRequest.Builder authorized(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .timeout(Duration.ofSeconds(20))
        .header("APCA-API-KEY-ID", "paper-key")
        .header("APCA-API-SECRET-KEY", "paper-secret")
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    JsonNode body = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    return new Answer(response.statusCode(), body, response.headers().map().toString());
  }

  /** One answer: status, JSON body, headers as text. */
  record Answer(int status, JsonNode body, String headers) {
    int code() {
      return body.path("code").asInt(0);
    }

    String text(String name) {
      return body.path(name).asString("");
    }
  }
}
