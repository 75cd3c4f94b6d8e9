package io.estop.activities.notice;

import io.estop.store.CanonicalJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Annotates Grafana's dashboards. Thread-safe. */
public final class GrafanaChannel implements NoticeChannel {
  private static final int SUCCESS = 2;
  private static final int CLASS_OF_STATUS = 100;

  private final HttpClient client;
  private final URI annotations;
  private final String token;
  private final Duration bound;
  private final Clock clock;

  /**
   * @param base of Grafana, as in {@code http://localhost:3000}
   * @param token of a service account
   * @param bound for one call
   */
  public GrafanaChannel(URI base, String token, Duration bound, Clock clock) {
    this.client = HttpClient.newBuilder().connectTimeout(bound).build();
    String address = base.toString();
    this.annotations =
        URI.create((address.endsWith("/") ? address : address + "/") + "api/annotations");
    this.token = token;
    this.bound = bound;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "grafana";
  }

  @Override
  public Delivery send(Message message) {
    try {
      HttpResponse<String> answer =
          client.send(request(message), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() / CLASS_OF_STATUS == SUCCESS
          ? new Delivery.Sent(reference(answer.body()))
          : new Delivery.Failed("Grafana answered " + answer.statusCode());
    } catch (ConnectException | HttpConnectTimeoutException unreachable) {
      return new Delivery.Failed("Grafana cannot be reached: " + unreachable.getMessage());
    } catch (IOException silent) {
      return new Delivery.Unanswered("Grafana did not answer: " + silent.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Delivery.Unanswered("interrupted");
    }
  }

  private HttpRequest request(Message message) {
    Map<String, ?> body =
        Map.of(
            "tags", List.of("estop", message.subject(), message.event()),
            "text", message.text(),
            "time", clock.millis());
    return HttpRequest.newBuilder(annotations)
        .timeout(bound)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.write(body)))
        .build();
  }

  /** Returns the annotation's id; an answer that cannot be read is still a success. */
  private static String reference(String body) {
    try {
      return String.valueOf(CanonicalJson.read(body).getOrDefault("id", ""));
    } catch (RuntimeException unreadable) {
      return "";
    }
  }
}
