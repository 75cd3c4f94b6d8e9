package io.estop.model.recovery;

import io.estop.model.StopId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A request to go to a stage, as one person made it and another approves it.
 *
 * @param stopId whose holds are loosened
 * @param stage where to
 * @param factor share of the registered limits, 1 but for REDUCED
 * @param requester who asks
 * @param flagVersion version of the flag that the requester saw; another one voids the request
 * @param evidence hash of the assessment and the finding, and of the breaker's new base for LIVE
 */
public record StageRequest(
    StopId stopId,
    Stage stage,
    BigDecimal factor,
    String requester,
    long flagVersion,
    String evidence) {

  /** Returns the SHA-256 of everything that is approved, in hex. */
  public String approvalHash() {
    String approved =
        String.join(
            "\n",
            stopId.toString(),
            stage.name(),
            factor.stripTrailingZeros().toPlainString(),
            requester,
            Long.toString(flagVersion),
            evidence);
    return sha256(approved);
  }

  /** Returns the SHA-256 of a text, in hex. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
