package io.estop.bench.flatten;

import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.client.PaperClient;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.Portfolio;
import io.estop.embedded.portfolio.PortfolioRequest;
import io.estop.embedded.portfolio.SeedInstrument;
import io.estop.embedded.process.Progress;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The venue that both face: seeded anew before each run, with the same faults for both. */
final class Arena implements AutoCloseable {

  private static final BigDecimal LEAST_CRYPTO_ORDER = BigDecimal.ONE;

  /** Above any book that is flattened here. */
  private static final String NO_CAP = "10000000000";

  private final Stack stack;
  private final AsOf asOf;

  /** Of the book that was seeded last; touched by the measuring thread alone. */
  private Map<String, SeedInstrument> instruments = Map.of();

  private Arena(Stack stack, AsOf asOf) {
    this.stack = stack;
    this.asOf = asOf;
  }

  /** Starts everything at full speed. */
  static Arena open(FlattenPlan plan, Clock clock, Progress progress) {
    return new Arena(Stack.start(options(plan).withProgress(progress)), AsOf.today(clock));
  }

  Stack stack() {
    return stack;
  }

  /** Puts positions, orders and counters to the beginning, and the venue's faults to these. */
  void seed(FlattenPlan.Size size, long seed, FlattenPlan.Faults faults) {
    Portfolio portfolio =
        GeneratedPortfolio.of(new PortfolioRequest(size.positions(), size.orders(), seed, asOf));
    instruments =
        portfolio.instruments().stream()
            .collect(Collectors.toMap(SeedInstrument::symbol, Function.identity()));
    PaperClient venue = stack.paper();
    venue.seed(portfolio.toJson());
    venue
        .http()
        .put(
            "/admin/faults",
            Map.of("partialFill", faults.partial(), "timeouts", faults.timeouts(), "seed", seed))
        .orThrow("PUT /admin/faults");
  }

  /** Returns the venue's counters since the seeding. */
  JsonNode audit() {
    return stack.paper().http().get("/admin/audit").orThrow("GET /admin/audit");
  }

  /**
   * Returns how many positions the venue still shows, without long options that nobody bids for and
   * crypto below the smallest order.
   */
  long residual() {
    PaperClient venue = stack.paper();
    return venue.positions().valueStream().filter(this::canBeClosed).count();
  }

  @Override
  public void close() {
    stack.close();
  }

  private boolean canBeClosed(JsonNode position) {
    SeedInstrument instrument = instruments.get(position.path("symbol").asString(""));
    BigDecimal quantity = new BigDecimal(position.path("qty").asString("0"));
    if (instrument == null) {
      return true;
    }
    boolean worthless =
        instrument.assetClass() == AssetClass.US_OPTION
            && quantity.signum() > 0
            && instrument.quote().bid().signum() == 0;
    boolean dust =
        instrument.assetClass() == AssetClass.CRYPTO
            && quantity.multiply(instrument.quote().ask()).compareTo(LEAST_CRYPTO_ORDER) < 0;
    return !worthless && !dust;
  }

  private static StackOptions options(FlattenPlan plan) {
    String parallelism = String.valueOf(plan.parallelism());
    return StackOptions.defaults()
        .withEnvironment("bench")
        .withSetting("estop.venues[0].request-timeout", millis(FlattenPlan.REQUEST_TIMEOUT))
        .withSetting("estop.venues[0].parallelism", parallelism)
        .withSetting(
            "estop.venues[0].requests-per-minute", String.valueOf(FlattenPlan.REQUESTS_PER_MINUTE))
        .withSetting("estop.liquidation.parallelism", parallelism)
        // The bare client knows neither schedules nor a cap on what is in flight.
        .withSetting("estop.liquidation.tranch-large-positions", "false")
        .withSetting("estop.liquidation.in-flight-cap", NO_CAP)
        // The book is filled anew right after it was closed; these reads lag behind nothing.
        .withSetting("estop.liquidation.read-lag", "1ms")
        .withSetting("estop.liquidation.quiet-period", millis(FlattenPlan.QUIET_PERIOD))
        .withSetting("estop.liquidation.reprice-after", millis(FlattenPlan.REPRICE_AFTER))
        // Prices stand still and depth comes back at once: every run meets the same market.
        .withPaperSetting("paper.movement", "0")
        .withPaperSetting("paper.refill-half-life-millis", "0");
  }

  private static String millis(java.time.Duration duration) {
    return duration.toMillis() + "ms";
  }
}
