package io.estop.starter;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends forms as Slack does, signed with a secret. */
final class SlackSigned {
  private SlackSigned() {}

  /**
   * Returns the answer.
   *
   * @param timestamp when it was signed, seconds since 1970
   */
  static HttpResponse<String> send(
      FrontDoor door, String path, long timestamp, String body, String secret) {
    return door.send(
        door.request(path, "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", String.valueOf(timestamp))
            .header("X-Slack-Signature", signature(secret, timestamp, body))
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String signature(String secret, long timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signed = "v0:" + timestamp + ":" + body;
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
