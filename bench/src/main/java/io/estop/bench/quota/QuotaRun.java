package io.estop.bench.quota;

import io.estop.bench.stops.Pressing;
import io.estop.bench.stops.StopHistory;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.PortfolioRequest;
import io.estop.embedded.process.Progress;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.plan.Positions;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.JsonNode;

/** One book flattened within one time-out. */
final class QuotaRun {

  private static final String STOP = "bench-quota";

  /** Beyond the time for liquidation: cancels, verification under the quota. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final QuotaPlan plan;
  private final Duration timeout;
  private final Clock clock;
  private final Progress progress;

  QuotaRun(QuotaPlan plan, Duration timeout, Clock clock, Progress progress) {
    this.plan = plan;
    this.timeout = timeout;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param outcome of the stop, with its words
   * @param requests from the press to the outcome, by the venue's count
   * @param overQuota those of them that it refused
   * @param orders distinct ones
   * @param closingMillis from the first order's decision to the end of closing
   * @param cost against the arrival mids, in the account's currency
   * @param expectedCost of the positions that were closed, by the plan
   * @param crimes positions closed twice, turned around or enlarged
   */
  record Result(
      String outcome,
      long requests,
      long overQuota,
      long orders,
      long closingMillis,
      BigDecimal cost,
      BigDecimal expectedCost,
      long crimes,
      Promise promise) {}

  Result run() {
    try (Stack stack = Stack.start(options().withProgress(progress));
        StopHistory history = new StopHistory(stack)) {
      AsOf today = AsOf.today(clock);
      stack
          .paper()
          .seed(
              GeneratedPortfolio.of(
                      new PortfolioRequest(plan.positions(), plan.orders(), plan.seed(), today))
                  .toJson());
      Pressing pressing = new Pressing(stack, history);
      Instant pressedAt = clock.instant();
      pressing.flatten(STOP, "bench quota");
      JsonNode stop = pressing.awaitOutcome(STOP, timeout.plus(GRACE));
      JsonNode audit = stack.paper().http().get("/admin/audit").orThrow("GET /admin/audit");
      return result(stack, stop, audit, pressedAt);
    }
  }

  private static Result result(Stack stack, JsonNode stop, JsonNode audit, Instant pressedAt) {
    JsonNode execution = stop.path("execution");
    return new Result(
        stop.path("outcome").asString("") + ", " + Pressing.phases(stop, pressedAt),
        audit.path("requestsReceived").asLong(),
        audit.path("requestsOverQuota").asLong(),
        stop.path("counts").path("ordersSent").asLong(),
        Pressing.phases(stop, pressedAt).getOrDefault("liquidatingMillis", 0L),
        new BigDecimal(execution.path("shortfall").asString("0")),
        new BigDecimal(execution.path("expectedCost").asString("0")),
        audit.path("closedTwice").asLong()
            + audit.path("signFlips").asLong()
            + audit.path("positionIncreases").asLong(),
        Promise.of(positions(stack).all(StopId.parse(STOP))));
  }

  private static Positions positions(Stack stack) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(stack.database().url());
    source.setUser(EmbeddedDatabase.USER);
    return new Positions(new Database(source, EnvironmentId.parse(stack.environment())));
  }

  private StackOptions options() {
    String quota = String.valueOf(plan.requestsPerMinute());
    return StackOptions.defaults()
        .withEnvironment("bench")
        .withSetting("estop.venues[0].requests-per-minute", quota)
        // Half a second of statistics is none on a busy machine, and what is of unknown volume
        // takes
        // an order more; where closing takes minutes, a plan may wait for seconds.
        .withSetting("estop.liquidation.statistics-within", "5s")
        .withSetting("estop.liquidation.timeout", timeout.toMillis() + "ms")
        .withPaperSetting("paper.requests-per-minute", quota)
        .withPaperSetting("paper.movement", "0")
        .withPaperSetting("paper.refill-half-life-millis", "0");
  }
}
