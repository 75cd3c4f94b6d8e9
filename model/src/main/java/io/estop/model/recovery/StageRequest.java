package io.estop.model.recovery;

import io.estop.model.Sha256;
import io.estop.model.StopId;
import java.math.BigDecimal;

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
    return Sha256.hex(approved);
  }
}
