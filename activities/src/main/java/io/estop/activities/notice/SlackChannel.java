package io.estop.activities.notice;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.model.block.LayoutBlock;
import io.estop.model.deadman.SwitchNotice;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * Posts to one Slack channel, one thread per subject. The warning of a dead man's switch bears a
 * button that confirms. Thread-safe.
 */
public final class SlackChannel implements NoticeChannel {
  // Slack refuses the whole message where one of its sections is longer.
  private static final int MOST_OF_A_SECTION = 3_000;

  private final Slack slack;
  private final String token;
  private final String channel;

  /**
   * @param base of Slack's Web API, as in {@code https://slack.com/api/}
   * @param token of the bot
   * @param channel id or name
   * @param bound for one call
   */
  public SlackChannel(URI base, String token, String channel, Duration bound) {
    SlackConfig config = new SlackConfig();
    String prefix = base.toString();
    config.setMethodsEndpointUrlPrefix(prefix.endsWith("/") ? prefix : prefix + "/");
    // Its statistics ask Slack who we are before each first message: one more call that can fail.
    config.setStatsEnabled(false);
    config.setHttpClientCallTimeoutMillis(Math.toIntExact(bound.toMillis()));
    config.setHttpClientReadTimeoutMillis(Math.toIntExact(bound.toMillis()));
    config.setHttpClientWriteTimeoutMillis(Math.toIntExact(bound.toMillis()));
    this.slack = Slack.getInstance(config);
    this.token = token;
    this.channel = channel;
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public Delivery send(Message message) {
    try {
      ChatPostMessageResponse answer = slack.methods(token).chatPostMessage(request(message));
      return answer.isOk()
          ? new Delivery.Sent(answer.getTs())
          : new Delivery.Failed("Slack refused it: " + answer.getError());
    } catch (SlackApiException refused) {
      return new Delivery.Failed("Slack answered " + refused.getResponse().code());
    } catch (ConnectException | UnknownHostException unreachable) {
      return new Delivery.Failed("Slack cannot be reached: " + unreachable.getMessage());
    } catch (IOException silent) {
      return new Delivery.Unanswered("Slack did not answer: " + silent.getMessage());
    }
  }

  private ChatPostMessageRequest request(Message message) {
    String text = "*" + message.subject() + "* " + message.event() + ": " + message.text();
    ChatPostMessageRequest.ChatPostMessageRequestBuilder request =
        ChatPostMessageRequest.builder().channel(channel).text(text);
    SwitchNotice.scopeWarnedOf(message.subject(), message.event())
        .ifPresent(scope -> request.blocks(confirmable(text, scope)));
    return message.thread().isEmpty()
        ? request.build()
        : request.threadTs(message.thread()).build();
  }

  private static List<LayoutBlock> confirmable(String text, String scope) {
    String shown = text.substring(0, Math.min(MOST_OF_A_SECTION, text.length()));
    return List.of(
        section(section -> section.text(markdownText(shown))),
        actions(
            List.of(
                button(
                    button ->
                        button
                            .actionId(SwitchNotice.CONFIRM)
                            .style("primary")
                            .text(plainText("I am here: confirm"))
                            .value(scope)))));
  }
}
