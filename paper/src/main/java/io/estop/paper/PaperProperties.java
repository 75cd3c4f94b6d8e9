package io.estop.paper;

import io.estop.paper.faults.Faults;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the venue, each also a command line argument: --paper.seed=7.
 *
 * @param key what APCA-API-KEY-ID must say
 * @param secret what APCA-API-SECRET-KEY must say
 * @param seed seeds prices, order ids and faults
 * @param asOf the market's moment at the start; absent: inside an open session
 * @param seedFile a seeding as JSON, as POST /admin/seed takes it
 * @param movement speed of the price walk, 0 = prices stand still
 * @param moveEveryMillis time between two steps of the walk
 * @param refillHalfLifeMillis how fast taken liquidity comes back, 0 = at once
 * @param levels price levels per side of a book
 * @param tickMillis how often resting orders are looked at
 * @param asyncAck answer orders as pending_new and match them later
 * @param ackDelayMillis how much later
 * @param requestsPerMinute quota, 0 = none
 * @param faults the faults that are on from the start
 */
@ConfigurationProperties("paper")
public record PaperProperties(
    @DefaultValue("paper-key") String key,
    @DefaultValue("paper-secret") String secret,
    @DefaultValue("1") long seed,
    @Nullable Instant asOf,
    @Nullable Path seedFile,
    @DefaultValue("1") double movement,
    @DefaultValue("1000") long moveEveryMillis,
    @DefaultValue("1000") long refillHalfLifeMillis,
    @DefaultValue("10") int levels,
    @DefaultValue("50") long tickMillis,
    @DefaultValue("false") boolean asyncAck,
    @DefaultValue("50") long ackDelayMillis,
    @DefaultValue("0") int requestsPerMinute,
    @Nullable Faults faults) {}
