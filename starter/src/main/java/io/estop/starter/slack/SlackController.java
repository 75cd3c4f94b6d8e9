package io.estop.starter.slack;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.people.Person;
import io.estop.starter.deadman.Confirming;
import io.estop.starter.people.SignInFilter;
import io.estop.starter.people.Tokens;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.EstopProperties;
import io.estop.starter.wiring.EstopProperties.SlackPerson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes the slash command {@code /estop confirm [SCOPE]}. Only what Slack signed within five
 * minutes counts, and only of users that the configuration names; a request that is sent twice is
 * one confirmation.
 */
@RestController
final class SlackController {
  private static final String USAGE = "say: /estop confirm, or /estop confirm SCOPE";
  private static final int ID_LENGTH = 32;

  private final EstopProperties.Slack settings;
  private final Tokens tokens;
  private final Confirming confirming;
  private final Clock clock;

  SlackController(EstopProperties properties, Tokens tokens, Confirming confirming, Clock clock) {
    this.settings = properties.slack();
    this.tokens = tokens;
    this.confirming = confirming;
    this.clock = clock;
  }

  /** What Slack shows: to everybody in the channel, or to the one who asked. */
  record SlackAnswer(@JsonProperty("response_type") String responseType, String text) {}

  @PostMapping(SignInFilter.SLACK)
  SlackAnswer command(HttpServletRequest request) throws IOException {
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
    return answer(form(body), Sha256.hex(signature).substring(0, ID_LENGTH));
  }

  // What is refused is shown to the person: Slack shows nothing but answers of status 200.
  private SlackAnswer answer(Map<String, String> form, String requestId) {
    try {
      Person person = person(form.getOrDefault("user_id", ""));
      Scope scope = scope(form.getOrDefault("text", "").strip());
      String why = confirming.confirm(scope, person, "SLACK", requestId).look().why();
      return new SlackAnswer("in_channel", scope + ": " + why);
    } catch (Problem refused) {
      return new SlackAnswer("ephemeral", String.valueOf(refused.getMessage()));
    }
  }

  private Person person(String userId) {
    Optional<Person> person =
        settings.people().stream()
            .filter(one -> one.userId().equals(userId))
            .map(SlackPerson::name)
            .findFirst()
            .flatMap(tokens::named);
    if (person.isEmpty() || !person.get().role().confirms()) {
      throw new Problem(
          HttpStatus.FORBIDDEN,
          "Slack's user " + userId + " may not confirm: estop.slack.people names who may");
    }
    return person.get();
  }

  private static Scope scope(String text) {
    String[] words = text.split("\\s+");
    if (!words[0].equals("confirm") || words.length > 2) {
      throw Problem.value(USAGE);
    }
    return words.length == 1 ? Scope.firm() : Values.scope(words[1]);
  }

  private static Map<String, String> form(byte[] body) {
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
