package io.estop.breaker.sensor;

import io.estop.venues.Answer;
import io.estop.venues.BoundedBody;
import io.estop.venues.Deadline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One GET within a bound that covers the whole answer. Thread-safe. */
final class Fetch {
  private static final int LONGEST_WORDS = 200;

  private final HttpClient client;
  private final Duration bound;

  Fetch(Duration bound) {
    if (bound.isNegative() || bound.isZero()) {
      throw new IllegalArgumentException("bound must be longer than nothing but was: " + bound);
    }
    this.client = HttpClient.newBuilder().connectTimeout(bound).build();
    this.bound = bound;
  }

  Answer<String> get(URI uri, String accept) {
    Deadline deadline = Deadline.in(bound);
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(bound).header("Accept", accept).GET().build();
    try {
      HttpResponse<byte[]> response = client.send(request, head -> new BoundedBody(deadline));
      String body = new String(response.body(), StandardCharsets.UTF_8);
      return response.statusCode() == 200
          ? new Answer.Known<>(body)
          : new Answer.Missing<>("HTTP " + response.statusCode() + ": " + shortened(body));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Missing<>("interrupted");
    } catch (IOException failed) {
      return new Answer.Missing<>(failed.getClass().getSimpleName() + ", " + failed.getMessage());
    }
  }

  private static String shortened(String body) {
    return body.substring(0, Math.min(LONGEST_WORDS, body.length()));
  }
}
