package io.estop.embedded.service;

import io.estop.embedded.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Boot process whether it is healthy (any answer below 500) and keeps the last answer for
 * the message.
 */
final class HealthProbe implements Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int SHOWN = 600;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final HttpRequest question;

  /** Written and read by the one thread that waits. */
  private String lastSeen = "";

  HealthProbe(URI address) {
    this.question = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
  }

  @Override
  public boolean isReady() {
    try {
      HttpResponse<String> answer = HTTP.send(question, HttpResponse.BodyHandlers.ofString());
      lastSeen = " (last answer " + answer.statusCode() + ": " + shortened(answer.body()) + ")";
      return answer.statusCode() < 500;
    } catch (IOException e) {
      lastSeen = " (no answer at " + question.uri() + ")";
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public String lastSeen() {
    return lastSeen;
  }

  // The parts that are not well come first: of everything else the reader needs nothing.
  private static String shortened(String text) {
    String ill = ill(text);
    String shown = ill.isEmpty() ? text : ill;
    return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN) + "…";
  }

  private static String ill(String text) {
    try {
      return JSON.readTree(text).path("components").properties().stream()
          .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
          .map(part -> part.getKey() + " " + part.getValue())
          .collect(Collectors.joining(", "));
    } catch (JacksonException e) {
      return "";
    }
  }
}
