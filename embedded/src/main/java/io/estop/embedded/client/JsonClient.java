package io.estop.embedded.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** JSON over HTTP to one server on loopback, with the same headers on every call. */
public final class JsonClient {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final URI base;
  private final Map<String, String> headers;

  public JsonClient(URI base, Map<String, String> headers) {
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  public URI base() {
    return base;
  }

  /** Calls; throws {@link CallFailure} when no answer comes, not when the answer is a refusal. */
  public Answer get(String path) {
    return call("GET", path, null);
  }

  /** Posts any object that Jackson can write. */
  public Answer post(String path, Object body) {
    return call("POST", path, body);
  }

  /** Puts any object that Jackson can write. */
  public Answer put(String path, Object body) {
    return call("PUT", path, body);
  }

  public Answer delete(String path) {
    return call("DELETE", path, null);
  }

  private Answer call(String method, String path, @Nullable Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(ANSWER)
            .method(method, body == null ? BodyPublishers.noBody() : json(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (IOException e) {
      throw new CallFailure(method + " " + base + path + " got no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailure(method + " " + base + path + " was interrupted", e);
    }
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofString(body instanceof String s ? s : JSON.writeValueAsString(body));
  }

  private static JsonNode parse(String text) {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      // Not JSON, a proxy's error page for instance: shown to the reader as the text it is.
      return StringNode.valueOf(text);
    }
  }
}
