package io.estop.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** One starter, called in the name of one token. Every failure is one sentence. */
public final class FrontDoor {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  // Longer than the starter itself waits for board, flag and Temporal together.
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final String OBSERVE_ONLY = "Estop-Observe-Only";
  private static final int SUCCESS = 2;
  private static final int CLASS_OF_STATUS = 100;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final URI base;
  private final String token;
  private final Consumer<String> aside;
  // A command runs on one thread.
  private boolean toldThatRulesOnlyWatch;

  /**
   * @param aside takes what people must know beside the answer
   */
  FrontDoor(URI base, String token, Consumer<String> aside) {
    this.base = base;
    this.token = token;
    this.aside = aside;
  }

  /** Returns a name as one segment of a path: the slash of an account does not part it. */
  static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the answer's JSON; throws {@link Failure} for every other end. */
  JsonNode get(String path) {
    return call("GET", path, null);
  }

  /** The same, sending an object. */
  public JsonNode post(String path, Map<String, ?> body) {
    return call("POST", path, JSON.writeValueAsString(body));
  }

  private JsonNode call(String method, String path, @Nullable String body) {
    HttpResponse<String> answer = send(request(method, path, body));
    tellWhetherRulesOnlyWatch(answer);
    JsonNode json = parse(answer.body());
    if (answer.statusCode() / CLASS_OF_STATUS != SUCCESS) {
      throw Failure.refused(refusal(answer.statusCode(), json));
    }
    if (!json.isObject() && !json.isArray()) {
      throw Failure.refused("what answers at " + base + " is no starter of Emergency Stop");
    }
    return json;
  }

  private void tellWhetherRulesOnlyWatch(HttpResponse<String> answer) {
    boolean onlyWatch =
        answer.headers().firstValue(OBSERVE_ONLY).filter("true"::equals).isPresent();
    if (onlyWatch && !toldThatRulesOnlyWatch) {
      toldThatRulesOnlyWatch = true;
      aside.accept(
          "OBSERVE ONLY: rules record what they would have done and press nothing;"
              + " people still press");
    }
  }

  private HttpRequest request(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutSlash(base.toString()) + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json, application/problem+json");
    if (body == null) {
      return request.method(method, BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException | HttpConnectTimeoutException unreachable) {
      throw Failure.unreachable("no starter answers at " + base);
    } catch (IOException silent) {
      throw Failure.unreachable(
          "the starter at "
              + base
              + " gave no answer within "
              + ANSWER.toSeconds()
              + " s; what was asked may still have been done");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("interrupted while waiting for the starter at " + base);
    }
  }

  private String refusal(int status, JsonNode problem) {
    if (status == UNAUTHORIZED) {
      return "the starter at "
          + base
          + " does not know this token: set "
          + Connection.TOKEN
          + " to one of its estop.tokens";
    }
    String detail = problem.path("detail").asString("");
    if (detail.isEmpty()) {
      return "the starter answered " + status + " without a reason";
    }
    String refusal = problem.path("refusal").asString("");
    return refusal.isEmpty() ? detail : detail + " (" + refusal + ")";
  }

  private static JsonNode parse(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JacksonException notJson) {
      // Somebody else's page: the caller tells it by its status.
      return MissingNode.getInstance();
    }
  }
}
