package io.estop.bench.flatten;

import java.util.Map;

/**
 * What one run did.
 *
 * @param flatMillis from the press, or the begin, to flat as the venue showed it twice
 * @param residual positions that should be closed and are not, after the run
 * @param ordersSent distinct orders
 * @param audit the venue's own counters
 * @param product what only the product has; empty for the bare client
 */
record RunResult(
    long flatMillis, long residual, long ordersSent, Audit audit, Map<String, Long> product) {

  /**
   * The venue's counters.
   *
   * @param closedTwice symbols that were closed and then sold or bought once more
   * @param repeatedIds orders it refused because their id was used before: harmless re-sends
   * @param increases fills that made a position larger
   * @param unanswered requests that it left without an answer
   * @param requests of all kinds
   */
  record Audit(
      long closedTwice,
      long repeatedIds,
      long signFlips,
      long increases,
      long unanswered,
      long requests) {

    static Audit of(tools.jackson.databind.JsonNode counters) {
      return new Audit(
          counters.path("closedTwice").asLong(),
          counters.path("duplicateClientOrderIds").asLong(),
          counters.path("signFlips").asLong(),
          counters.path("positionIncreases").asLong(),
          counters.path("requestsUnanswered").asLong(),
          counters.path("requestsReceived").asLong());
    }
  }

  String words() {
    return "flat after %,d ms, residual %d, %d orders, %d requests, %d unanswered, %d ids repeated, closed twice %d, flips %d"
        .formatted(
            flatMillis,
            residual,
            ordersSent,
            audit.requests(),
            audit.unanswered(),
            audit.repeatedIds(),
            audit.closedTwice(),
            audit.signFlips());
  }
}
