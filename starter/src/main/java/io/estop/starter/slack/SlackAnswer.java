package io.estop.starter.slack;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What Slack shows.
 *
 * @param responseType {@code in_channel}: to everybody in the channel; {@code ephemeral}: to the
 *     one who asked
 * @param text one sentence
 */
record SlackAnswer(@JsonProperty("response_type") String responseType, String text) {
  static SlackAnswer toAll(String text) {
    return new SlackAnswer("in_channel", text);
  }

  static SlackAnswer toOne(String text) {
    return new SlackAnswer("ephemeral", text);
  }
}
