package io.estop.starter.slack;

import io.estop.model.deadman.SwitchNotice;
import io.estop.starter.problem.Problem;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A click on the button that confirms: Slack's interaction of type {@code block_actions}.
 *
 * @param userId who clicked
 * @param scope that the button names, as it was sent
 * @param clickedAt Slack's {@code action_ts}: each click has its own
 * @param message channel and {@code ts} of the message that bears the button
 * @param responseUrl where Slack takes what people are to see; may be empty
 */
record SlackClick(
    String userId, String scope, String clickedAt, String message, String responseUrl) {

  /**
   * Returns the click, empty where a payload is anything else.
   *
   * @throws Problem 422 where it does not say who clicked on what: it could not be told from
   *     another click
   */
  static Optional<SlackClick> of(JsonNode payload) {
    if (!text(payload, "/type").equals("block_actions")) {
      return Optional.empty();
    }
    for (JsonNode action : payload.path("actions")) {
      if (text(action, "/action_id").equals(SwitchNotice.CONFIRM)) {
        return Optional.of(click(payload, action));
      }
    }
    return Optional.empty();
  }

  private static SlackClick click(JsonNode payload, JsonNode action) {
    return new SlackClick(
        required(payload, "/user/id"),
        text(action, "/value"),
        required(action, "/action_ts"),
        required(payload, "/container/channel_id")
            + "/"
            + required(payload, "/container/message_ts"),
        text(payload, "/response_url"));
  }

  /** Returns what no other click is like, and the same click sent again is. */
  String identity() {
    return String.join("\n", clickedAt, userId, message);
  }

  private static String required(JsonNode node, String pointer) {
    String text = text(node, pointer);
    if (text.isBlank()) {
      throw Problem.value("a click must say its " + pointer.substring(1) + " but did not");
    }
    return text;
  }

  private static String text(JsonNode node, String pointer) {
    return node.at(pointer).asString("");
  }
}
