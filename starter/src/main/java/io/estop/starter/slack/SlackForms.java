package io.estop.starter.slack;

import io.estop.starter.problem.Problem;
import io.estop.starter.wiring.EstopProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads forms of Slack; only what Slack signed within five minutes counts. */
@Component
final class SlackForms {
  private final EstopProperties.Slack settings;
  private final Clock clock;

  SlackForms(EstopProperties properties, Clock clock) {
    this.settings = properties.slack();
    this.clock = clock;
  }

  /**
   * A form that Slack sent.
   *
   * @param signature the same where it is sent twice
   */
  record Signed(Map<String, String> fields, String signature) {
    Signed {
      fields = Map.copyOf(fields);
    }

    /** Returns a field, empty where the form lacks it. */
    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  /**
   * Reads a request.
   *
   * @throws Problem 404 without a Slack app, 401 where Slack did not sign it just now, 422 where it
   *     is no form
   */
  Signed read(HttpServletRequest request) throws IOException {
    if (settings.signingSecret().isEmpty()) {
      throw new Problem(HttpStatus.NOT_FOUND, "no Slack app is configured: estop.slack");
    }
    byte[] body = request.getInputStream().readAllBytes();
    String signature = request.getHeader("X-Slack-Signature");
    if (!SlackSignature.isValid(
        settings.signingSecret(),
        request.getHeader("X-Slack-Request-Timestamp"),
        signature,
        body,
        clock.instant())) {
      throw new Problem(
          HttpStatus.UNAUTHORIZED, "this request is not signed by Slack within five minutes");
    }
    return new Signed(fields(body), signature);
  }

  private static Map<String, String> fields(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw Problem.value("a form must be percent-encoded but was: " + text);
    }
  }
}
