package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A person at the desk: presses stops and watches them over REST. */
final class Desk {

  private final Stack stack;

  Desk(Stack stack) {
    this.stack = stack;
  }

  private StarterClient client() {
    return stack.as(stack.tokens().presser());
  }

  Answer press(String stopId, String scope, String action) {
    return client().press(new Press(stopId, scope, action, "end-to-end test"));
  }

  /** Presses and insists that the answer is this one. */
  JsonNode pressed(String stopId, String scope, String action, String answer) {
    JsonNode body = press(stopId, scope, action).orThrow("press " + stopId);
    if (!body.path("answer").asString().equals(answer)) {
      throw new AssertionError("press " + stopId + " is to answer " + answer + " but: " + body);
    }
    return body;
  }

  Answer find(String stopId) {
    return client().stop(stopId);
  }

  JsonNode stop(String stopId) {
    return find(stopId).orThrow("GET stop " + stopId);
  }

  /** Waits until a stop has one of the outcomes, however often the starter has to be asked. */
  JsonNode awaitOutcome(String stopId, Duration bound, String... outcomes) {
    List<String> wanted = List.of(outcomes);
    return Eventually.see(
            "stop " + stopId + " becomes " + wanted,
            bound,
            () -> find(stopId),
            answer ->
                wanted.contains(answer.body().path("outcome").asString(""))
                    && answer.body().path("phase").asString("").equals("HOLDING"))
        .body();
  }

  JsonNode awaitPhase(String stopId, Duration bound, String... phases) {
    Set<String> wanted = Set.of(phases);
    return Eventually.see(
            "stop " + stopId + " enters " + wanted,
            bound,
            () -> find(stopId),
            answer -> wanted.contains(answer.body().path("phase").asString("")))
        .body();
  }

  /** Ends the run of a stop as soon as it holds, and waits until the row says so. */
  void close(String stopId) {
    Eventually.see(
        "stop " + stopId + " may be closed",
        Duration.ofSeconds(30),
        () -> client().close(stopId, "the test is over"),
        Answer::isSuccess);
    Eventually.see(
        "stop " + stopId + " ends",
        Duration.ofSeconds(15),
        () -> stop(stopId).path("endedAt"),
        ended -> ended.isString());
  }

  /** Tells whether a place of a press's answer has it. */
  static boolean done(JsonNode pressed, String place) {
    return StreamSupport.stream(pressed.path("places").spliterator(), false)
        .filter(one -> one.path("place").asString().equals(place))
        .anyMatch(one -> one.path("done").asBoolean());
  }
}
