package io.estop.starter.slack;

import io.estop.model.Scope;
import io.estop.model.people.Person;
import io.estop.starter.deadman.Confirming;
import io.estop.starter.people.Tokens;
import io.estop.starter.problem.Problem;
import io.estop.starter.wiring.EstopProperties;
import io.estop.starter.wiring.EstopProperties.SlackPerson;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Confirms for users of Slack, in the role of the person that the configuration names. */
@Component
final class SlackDesk {
  private final List<SlackPerson> people;
  private final Tokens tokens;
  private final Confirming confirming;

  SlackDesk(EstopProperties properties, Tokens tokens, Confirming confirming) {
    this.people = properties.slack().people();
    this.tokens = tokens;
    this.confirming = confirming;
  }

  /**
   * Confirms at a dead man's switch. What is refused is an answer too: Slack shows people no
   * errors.
   *
   * @param scope of the switch; may refuse with a {@link Problem}
   * @param id the same one counts once
   */
  SlackAnswer confirm(String userId, Supplier<Scope> scope, String id) {
    try {
      Person person = person(userId);
      Scope asked = scope.get();
      String why = confirming.confirm(asked, person, "SLACK", id).look().why();
      return SlackAnswer.toAll(asked + ": " + why);
    } catch (Problem refused) {
      return SlackAnswer.toOne(String.valueOf(refused.getMessage()));
    }
  }

  private Person person(String userId) {
    Optional<Person> person =
        people.stream()
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
}
