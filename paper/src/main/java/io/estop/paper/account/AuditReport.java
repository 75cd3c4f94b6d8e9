package io.estop.paper.account;

import java.util.List;
import java.util.Map;

/**
 * The audit counters since the last seeding.
 *
 * @param requestsReceived requests with the account's key, admin calls apart
 * @param requestsOverQuota those of them that were answered 429
 * @param signFlips fills after which a position had the sign opposite to its last one, also when it
 *     was flat in between
 * @param positionIncreases fills that made a position larger
 * @param closedTwice symbols that were closed and then filled once more in the same direction
 */
public record AuditReport(
    long requestsReceived,
    long requestsOverQuota,
    long ordersReceived,
    long ordersAccepted,
    long duplicateClientOrderIds,
    long requestsUnanswered,
    long requestsUnansweredTookEffect,
    long fills,
    long signFlips,
    Map<String, Long> signFlipsBySymbol,
    long positionIncreases,
    long closedTwice,
    List<String> closedTwiceSymbols) {}
