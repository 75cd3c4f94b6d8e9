package io.estop.starter.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of Slack's own page "Verifying requests from Slack". */
class SlackSignatureTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String STAMP = "1531420618";
  private static final Instant NOW = Instant.ofEpochSecond(1_531_420_618L);
  private static final String SIGNED =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
  private static final byte[] BODY =
      ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
              + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
              + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
              + "%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
              + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
          .getBytes(StandardCharsets.UTF_8);

  @Test
  void knowsSlacksOwnExample() {
    assertThat(SlackSignature.isValid(SECRET, STAMP, SIGNED, BODY, NOW)).isTrue();
    assertThat(SlackSignature.isValid(SECRET, STAMP, SIGNED, BODY, NOW.plusSeconds(300))).isTrue();
  }

  @Test
  void refusesWhatIsOldOtherOrMissing() {
    byte[] other = BODY.clone();
    other[0] ^= 1;

    assertThat(SlackSignature.isValid(SECRET, STAMP, SIGNED, BODY, NOW.plusSeconds(301))).isFalse();
    assertThat(SlackSignature.isValid(SECRET, STAMP, SIGNED, BODY, NOW.minusSeconds(301)))
        .isFalse();
    assertThat(SlackSignature.isValid(SECRET, STAMP, SIGNED, other, NOW)).isFalse();
    assertThat(SlackSignature.isValid(SECRET, null, SIGNED, BODY, NOW)).isFalse();
    assertThat(SlackSignature.isValid(SECRET, STAMP, null, BODY, NOW)).isFalse();
    assertThat(SlackSignature.isValid(SECRET, "-1", SIGNED, BODY, NOW)).isFalse();
  }
}
