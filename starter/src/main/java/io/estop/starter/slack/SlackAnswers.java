package io.estop.starter.slack;

import io.estop.starter.wiring.EstopProperties;
import io.estop.starter.wiring.Pools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells people in Slack what came of a click. Slack shows nothing of the answer to the click
 * itself, and waits three seconds for it at most: so this is sent behind it, once.
 */
@Component
final class SlackAnswers implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SlackAnswers.class);
  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final int THREADS = 1;
  private static final int WAITING = 20;
  private static final int OK = 200;

  private final String allowed;
  private final JsonMapper json;
  private final HttpClient client;
  private final ExecutorService behind;

  SlackAnswers(EstopProperties properties, JsonMapper json) {
    this.allowed = properties.slack().responses();
    this.json = json;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(BOUND)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    // What is dropped, people do not see; the confirmation counts all the same.
    this.behind = Pools.dropping("estop-slack", THREADS, WAITING);
  }

  /**
   * Sends without waiting; nothing, where the address is not one of Slack's.
   *
   * @param address as the click named it
   */
  void send(String address, SlackAnswer answer) {
    if (address.startsWith(allowed)) {
      behind.execute(() -> sendNow(address, answer));
    } else {
      log.warn(
          "nobody in Slack sees '{}': response_url does not begin with {}", answer.text(), allowed);
    }
  }

  private void sendNow(String address, SlackAnswer answer) {
    try {
      HttpResponse<Void> taken =
          client.send(request(address, answer), HttpResponse.BodyHandlers.discarding());
      if (taken.statusCode() != OK) {
        log.warn("nobody in Slack sees '{}': Slack said {}", answer.text(), taken.statusCode());
      }
    } catch (IOException | IllegalArgumentException failed) {
      log.warn("nobody in Slack sees '{}': {}", answer.text(), String.valueOf(failed));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest request(String address, SlackAnswer answer) {
    Map<String, ?> body =
        Map.of(
            "response_type", answer.responseType(),
            "replace_original", false,
            "text", answer.text());
    return HttpRequest.newBuilder(URI.create(address))
        .timeout(BOUND)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
        .build();
  }

  @Override
  public void close() {
    behind.shutdownNow();
  }
}
