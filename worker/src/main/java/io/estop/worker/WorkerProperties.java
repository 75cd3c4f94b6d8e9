package io.estop.worker;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.StandardRules;
import io.estop.liquidation.CancelSettings;
import io.estop.liquidation.LiquidationSettings;
import io.estop.liquidation.WorkSettings;
import io.estop.model.EnvironmentId;
import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.PlannerKeys;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import io.estop.venues.alpaca.AlpacaSettings;
import io.estop.venues.alpaca.AlpacaVenue;
import io.estop.venues.fix.FixSettings;
import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.FixSettings.Trust;
import io.estop.venues.fix.FixVenue;
import io.estop.workflows.stop.StopSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys under {@code estop} that the worker reads; config/application.yml explains each.
 *
 * @param environment environment id
 * @param venues where positions are held
 * @param liquidation how they are closed
 * @param breaker when the breaker trips
 * @param recovery how a restart goes
 * @param halt timing of the halt
 * @param slack notices, off without a token
 * @param grafana notices, off without a base address
 * @param marketHalts whether a market's own halt is a regulatory action
 */
@ConfigurationProperties("estop")
public record WorkerProperties(
    @DefaultValue("") String environment,
    @DefaultValue List<VenueKeys> venues,
    @DefaultValue Liquidation liquidation,
    @DefaultValue Breaker breaker,
    @DefaultValue Recovery recovery,
    @DefaultValue Halt halt,
    @DefaultValue Slack slack,
    @DefaultValue Grafana grafana,
    @DefaultValue MarketHalts marketHalts) {

  /** Returns the environment, checked. */
  public EnvironmentId environmentId() {
    return EnvironmentId.parse(environment);
  }

  /** How a venue is spoken to. */
  public enum VenueType {
    ALPACA,
    FIX
  }

  /** One account at one venue. */
  public record VenueKeys(
      @DefaultValue("alpaca") VenueType type,
      String name,
      String account,
      URI tradingUrl,
      URI dataUrl,
      String keyId,
      String secretKey,
      String environment,
      @DefaultValue("2s") Duration requestTimeout,
      @DefaultValue("200") int requestsPerMinute,
      @DefaultValue("16") int parallelism,
      @DefaultValue("false") boolean forDrills,
      @DefaultValue("0s") Duration cancelAllAfter,
      @DefaultValue FixKeys fix) {

    /** Returns the venue; one that speaks FIX begins to log on. */
    Venue open(Clock clock) {
      return switch (type) {
        case ALPACA -> new AlpacaVenue(settings(), clock);
        case FIX -> new FixVenue(fixSettings(), clock);
      };
    }

    private FixSettings fixSettings() {
      if (!cancelAllAfter.isZero()) {
        throw new IllegalArgumentException(
            "cancel-all-after of venue "
                + name
                + " must be 0s, for FIX 4.4 has no such word, but was: "
                + cancelAllAfter);
      }
      Account held = new Account(name, account);
      return fix.settings(held, requestTimeout, requestsPerMinute, forDrills);
    }

    private AlpacaSettings settings() {
      return new AlpacaSettings(
          name,
          account,
          tradingUrl,
          dataUrl,
          keyId,
          secretKey,
          requestTimeout,
          requestsPerMinute,
          parallelism,
          forDrills,
          cancelAllAfter);
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
      return type + " " + name + "/" + account;
    }
  }

  /**
   * The session of a venue that speaks FIX.
   *
   * @param trustStore text, as the store's folder: Spring looks for paths among its resources
   */
  public record FixKeys(
      @DefaultValue("") String host,
      @DefaultValue("0") int port,
      @DefaultValue("") String senderCompId,
      @DefaultValue("") String targetCompId,
      @DefaultValue("") String username,
      @DefaultValue("") String password,
      @DefaultValue("false") boolean tls,
      @DefaultValue("") String trustStore,
      @DefaultValue("") String trustStorePassword,
      @DefaultValue("10s") Duration heartbeat,
      @DefaultValue("") String tradingSession,
      @DefaultValue("true") boolean doNotIncrease,
      @DefaultValue("false") boolean resetOnLogon,
      @DefaultValue("fix") String storeFolder) {

    FixSettings settings(
        Account account, Duration requestTimeout, int requestsPerMinute, boolean forDrills) {
      return new FixSettings(
          account,
          new Endpoint(host, port, Trust.of(tls, trustStore, trustStorePassword)),
          new Parties(senderCompId, targetCompId, username, password),
          new Conduct(heartbeat, tradingSession, doNotIncrease, resetOnLogon),
          Path.of(storeFolder, account.toString().replace('/', '-')),
          requestTimeout,
          requestsPerMinute,
          forDrills);
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
      return "FixKeys[" + senderCompId + "->" + targetCompId + "]";
    }
  }

  /** How positions are closed; {@link PlannerKeys} has the rest of {@code estop.liquidation}. */
  public record Liquidation(
      @DefaultValue("300s") Duration timeout,
      @DefaultValue("0.1") BigDecimal throughPercent,
      @DefaultValue("1s") Duration roundInterval,
      @Nullable Duration quietPeriod,
      @DefaultValue("32") int parallelism,
      @DefaultValue("300ms") Duration repriceAfter,
      @DefaultValue("8s") Duration batchBudget,
      @DefaultValue("20s") Duration pacedBudget,
      @DefaultValue("2s") Duration patientRest,
      @DefaultValue("30s") Duration escalateWithin,
      @DefaultValue("1m") Duration readLag,
      @DefaultValue("50000000") BigDecimal inFlightCap,
      @DefaultValue("30s") Duration holdInterval,
      @DefaultValue("true") boolean keepProtective,
      @DefaultValue List<String> brokerPrefixes,
      @DefaultValue("true") boolean lockAccounts) {

    LiquidationSettings settings(Duration requestTimeout, PlannerSettings planner) {
      LiquidationSettings standard = LiquidationSettings.standard(requestTimeout);
      return new LiquidationSettings(
          new ClosingPrice(
              planner.maxSlippagePercent(), planner.optionSlippagePercent(), throughPercent),
          planner,
          parallelism,
          standard.sendWindow(),
          requestTimeout,
          standard.absentMargin(),
          repriceAfter,
          batchBudget,
          standard.cryptoDustNotional(),
          new CancelSettings(keepProtective, brokerPrefixes, lockAccounts),
          new WorkSettings(
              Optional.of(inFlightCap), escalateWithin, patientRest, pacedBudget, readLag));
    }

    /** Returns the quiet period; never shorter than a request to a venue may take. */
    Duration quietPeriod(Duration requestTimeout) {
      Duration least = requestTimeout.plusMillis(requestTimeout.toMillis() / 2);
      if (quietPeriod != null && quietPeriod.compareTo(requestTimeout) <= 0) {
        throw new IllegalArgumentException(
            "estop.liquidation.quiet-period must be longer than the venues' request-timeout "
                + requestTimeout
                + " but was: "
                + quietPeriod);
      }
      return quietPeriod == null ? least : quietPeriod;
    }
  }

  /**
   * When the breaker trips; the starter reads the same keys.
   *
   * @param rules paths of rule files; texts, for Spring looks for paths among its resources
   */
  public record Breaker(
      @DefaultValue("firm") String scope,
      @DefaultValue List<String> rules,
      @DefaultValue("5.0") BigDecimal maxDrawdownPercent,
      @DefaultValue("2") int confirmations) {
    /**
     * Returns all rules.
     *
     * @throws io.estop.model.breaker.RulesRefusedException with everything that is wrong
     */
    RuleBook book() {
      return StandardRules.book(rules, scope, maxDrawdownPercent, confirmations);
    }
  }

  /** How a restart goes. */
  public record Recovery(@DefaultValue("30m") Duration soak) {}

  /**
   * Timing of the halt.
   *
   * @param acknowledgeWithin how long a stop waits before it lists silent components
   * @param lease how long gates trade without a keeper; the same in every process
   */
  public record Halt(
      @DefaultValue("2s") Duration acknowledgeWithin, @DefaultValue("5s") Duration lease) {
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(1);

    public Halt {
      if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
        throw new IllegalArgumentException(
            "estop.halt.lease must be "
                + SHORTEST_LEASE
                + " to "
                + LONGEST_LEASE
                + " but was: "
                + lease);
      }
    }
  }

  /** Where Slack notices go. */
  public record Slack(
      @DefaultValue("https://slack.com/api/") String baseUrl,
      @DefaultValue("") String token,
      @DefaultValue("") String channel) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Slack[" + baseUrl + ", " + channel + "]";
    }
  }

  /** Where Grafana annotations go. */
  public record Grafana(@Nullable URI baseUrl, @DefaultValue("") String token) {
    /** Hides the token. */
    @Override
    public String toString() {
      return "Grafana[" + baseUrl + "]";
    }
  }

  /** Whether a market's own halt presses the stop of its venue, and how often it is asked. */
  public record MarketHalts(
      @DefaultValue("false") boolean enabled, @DefaultValue("15s") Duration interval) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    public MarketHalts {
      if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "estop.market-halts.interval must be "
                + SHORTEST
                + " to "
                + LONGEST
                + " but was: "
                + interval);
      }
    }
  }

  /** Returns the longest time that any venue may hold a request. */
  Duration longestRequest() {
    return venues.stream()
        .map(VenueKeys::requestTimeout)
        .max(Duration::compareTo)
        .orElse(Duration.ofSeconds(2));
  }

  /** Returns the timing that stops run with. */
  StopSettings stopSettings() {
    return new StopSettings(
        halt.acknowledgeWithin().toMillis(),
        liquidation.roundInterval().toMillis(),
        liquidation.quietPeriod(longestRequest()).toMillis(),
        liquidation.timeout().toMillis(),
        liquidation.holdInterval().toMillis());
  }
}
