package io.estop.bench.stops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Presses and no-ops over one HTTP client, with one person's token and bodies of one size. */
public final class FrontDoor {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int WARM_CALLS = 30;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI starter;
  private final String token;

  public FrontDoor(URI starter, String token) {
    this.starter = starter;
    this.token = token;
  }

  /**
   * One call.
   *
   * @param beganNanos just before it was sent
   * @param tookNanos until its answer was there
   */
  public record Call(long beganNanos, long tookNanos, int status, String body) {}

  /** Calls another server, so that the client itself is warm before the starter's first press. */
  public void warmUpAgainst(URI other) {
    for (int i = 0; i < WARM_CALLS; i++) {
      send(HttpRequest.newBuilder(other).timeout(ANSWER).build());
    }
  }

  public Call press(String stopId, String scope) {
    return post("/api/v1/stops", body(stopId, scope));
  }

  /** A POST that does nothing, behind the same sign-in, as long as the press with these words. */
  public Call noOp(String stopId, String scope) {
    return post("/api/v1/ping", body(stopId, scope));
  }

  /** Posts JSON. */
  public Call post(String path, String body) {
    return send(request(path, body));
  }

  private static String body(String stopId, String scope) {
    return "{\"stopId\":\"%s\",\"scope\":\"%s\",\"action\":\"HALT\",\"reason\":\"bench halt\"}"
        .formatted(stopId, scope);
  }

  private HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create(starter + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private Call send(HttpRequest request) {
    try {
      long began = System.nanoTime();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return new Call(began, System.nanoTime() - began, answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + request.uri(), e);
    }
  }
}
