package io.estop.bench.endtoend;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.model.hold.PressAnswer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A person at the desk: presses stops and watches them over REST. */
final class Desk {

  private static final int UNAVAILABLE = 503;

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
    return pressed(new Press(stopId, scope, action, "end-to-end test"), answer);
  }

  /**
   * Presses anything that is a press in JSON, and insists that the answer is this one. While less
   * is promised it presses again, as people are told to: a place has a quarter of a second, and a
   * busy machine may need longer. More than this is never right.
   */
  JsonNode pressed(Object press, String answer) {
    PressAnswer expected = PressAnswer.valueOf(answer);
    Answer last =
        Eventually.see(
            press + " is answered with " + answer,
            Eventually.SOON,
            () -> client().http().post("/api/v1/stops", press),
            one -> one.status() != UNAVAILABLE && !isLess(word(one), expected));
    if (!word(last).filter(expected::equals).isPresent()) {
      throw new AssertionError(press + " is to be answered with " + answer + " but: " + last);
    }
    return last.body();
  }

  // The words stand in the order of what they promise; the last one promises nothing.
  private static boolean isLess(Optional<PressAnswer> word, PressAnswer expected) {
    return word.filter(it -> it != PressAnswer.ENDED && it.compareTo(expected) > 0).isPresent();
  }

  private static Optional<PressAnswer> word(Answer answer) {
    String word = answer.body().path("answer").asString("");
    return Arrays.stream(PressAnswer.values()).filter(it -> it.name().equals(word)).findFirst();
  }

  Answer find(String stopId) {
    return client().stop(stopId);
  }

  JsonNode stop(String stopId) {
    return Eventually.see(
            "the starter tells of " + stopId,
            Eventually.SOON,
            () -> find(stopId),
            answer -> answer.status() != UNAVAILABLE)
        .orThrow("GET stop " + stopId);
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
        Eventually.SOON,
        () -> client().close(stopId, "the test is over"),
        Answer::isSuccess);
    Eventually.see(
        "stop " + stopId + " ends",
        Eventually.SOON,
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
