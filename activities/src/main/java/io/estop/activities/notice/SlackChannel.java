package io.estop.activities.notice;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

/** Posts to one Slack channel, one thread per subject. Thread-safe. */
public final class SlackChannel implements NoticeChannel {
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
    ChatPostMessageRequest.ChatPostMessageRequestBuilder request =
        ChatPostMessageRequest.builder()
            .channel(channel)
            .text("*" + message.subject() + "* " + message.event() + ": " + message.text());
    return message.thread().isEmpty()
        ? request.build()
        : request.threadTs(message.thread()).build();
  }
}
