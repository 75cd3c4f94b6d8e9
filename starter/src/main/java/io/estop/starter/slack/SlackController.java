package io.estop.starter.slack;

import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.starter.people.SignInFilter;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.slack.SlackForms.Signed;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the slash command {@code /estop confirm [SCOPE]} and clicks on the button of a warning.
 * Either that is sent twice is one confirmation.
 */
@RestController
final class SlackController {
  private static final String USAGE = "say: /estop confirm, or /estop confirm SCOPE";
  private static final int ID_LENGTH = 32;
  private static final int LONGEST_PAYLOAD = 128 * 1024;

  private final SlackForms forms;
  private final SlackDesk desk;
  private final SlackAnswers answers;
  private final JsonMapper json;

  SlackController(SlackForms forms, SlackDesk desk, SlackAnswers answers, JsonMapper json) {
    this.forms = forms;
    this.desk = desk;
    this.answers = answers;
    this.json = json;
  }

  @PostMapping(SignInFilter.SLACK_COMMANDS)
  SlackAnswer command(HttpServletRequest request) throws IOException {
    Signed form = forms.read(request);
    return desk.confirm(
        form.field("user_id"), () -> scope(form.field("text").strip()), id(form.signature()));
  }

  private static Scope scope(String text) {
    String[] words = text.split("\\s+");
    if (!words[0].equals("confirm") || words.length > 2) {
      throw Problem.value(USAGE);
    }
    return words.length == 1 ? Scope.firm() : Values.scope(words[1]);
  }

  /** Answers 200 also to what it does not know: an app may have other buttons. */
  @PostMapping(SignInFilter.SLACK_INTERACTIONS)
  ResponseEntity<Void> interaction(HttpServletRequest request) throws IOException {
    Optional<SlackClick> click = SlackClick.of(payload(forms.read(request)));
    if (click.isPresent()) {
      take(click.get());
    }
    return ResponseEntity.status(HttpStatus.OK).build();
  }

  private JsonNode payload(Signed form) {
    try {
      return json.readTree(Values.text("payload", form.field("payload"), LONGEST_PAYLOAD));
    } catch (JacksonException malformed) {
      throw Problem.value("payload must be JSON but was not: " + malformed.getOriginalMessage());
    }
  }

  private void take(SlackClick click) {
    SlackAnswer answer =
        desk.confirm(click.userId(), () -> Values.scope(click.scope()), id(click.identity()));
    answers.send(click.responseUrl(), answer);
  }

  private static String id(String identity) {
    return Sha256.hex(identity).substring(0, ID_LENGTH);
  }
}
