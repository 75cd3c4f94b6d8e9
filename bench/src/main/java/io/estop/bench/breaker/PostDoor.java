package io.estop.bench.breaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Posts over one HTTP client, with one person's token. */
final class PostDoor {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final URI starter;
  private final String token;

  PostDoor(URI starter, String token) {
    this.starter = starter;
    this.token = token;
  }

  HttpResponse<String> post(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(starter + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(request.uri() + " got no answer", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling " + request.uri(), interrupted);
    }
  }
}
