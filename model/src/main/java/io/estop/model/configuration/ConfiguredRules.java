package io.estop.model.configuration;

import io.estop.model.Scope;
import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleLevels;
import io.estop.model.breaker.RuleTiming;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules that the specification's thresholds mean. Each warns at four fifths of its level and is
 * calm a tenth on the good side of it; a score warns half way to perfect, and is calm at a quarter.
 */
public final class ConfiguredRules {
  private static final String DRAWDOWN = "drawdown";
  private static final BigDecimal WARN_SHARE = new BigDecimal("0.8");
  private static final BigDecimal CALM_SHARE = new BigDecimal("0.1");
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int CONFIRMATIONS = 2;
  private static final int CALM_READINGS = 3;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MISSED_LOOKS = 3;

  /**
   * What a threshold watches.
   *
   * @param window over which the metric is taken
   * @param always whether a reading comes with every look, so that none means a silent sensor
   */
  private record Watched(String name, Metric metric, Key key, Duration window, boolean always) {}

  private static final List<Watched> WATCHED =
      List.of(
          always(DRAWDOWN, Metric.DRAWDOWN, Key.MAX_DRAWDOWN_PERCENT, Duration.ZERO),
          always("daily-loss", Metric.DAILY_LOSS, Key.MAX_DRAWDOWN_PERCENT, Duration.ZERO),
          always("position-value", Metric.POSITION_VALUE, Key.MAX_POSITION_VALUE, Duration.ZERO),
          at("realised-volatility", Metric.REALISED_VOLATILITY, Key.VOLATILITY_THRESHOLD, 5),
          at("execution-time", Metric.ORDER_EXECUTION_TIME, Key.EXECUTION_DELAY_MS, 0),
          always("api-errors", Metric.API_ERRORS, Key.API_ERROR_COUNT, MINUTE),
          at("data-quality", Metric.DATA_QUALITY, Key.DATA_QUALITY_THRESHOLD, 0),
          at("vix", Metric.VIX, Key.VIX_THRESHOLD, 0),
          at("spread", Metric.SPREAD, Key.SPREAD_WIDENING_FACTOR, 120),
          at("price-velocity", Metric.PRICE_VELOCITY, Key.PRICE_VELOCITY_THRESHOLD, 5));

  private ConfiguredRules() {}

  private static Watched always(String name, Metric metric, Key key, Duration window) {
    return new Watched(name, metric, key, window, true);
  }

  private static Watched at(String name, Metric metric, Key key, int windowMinutes) {
    return new Watched(name, metric, key, Duration.ofMinutes(windowMinutes), false);
  }

  /** Returns one rule for each threshold that has a value. */
  public static List<Rule> of(Configuration configuration) {
    return WATCHED.stream()
        .flatMap(
            watched ->
                configuration
                    .number(watched.key())
                    .map(trip -> rule(watched, trip, configuration))
                    .stream())
        .toList();
  }

  /**
   * Returns the rules of files with the configuration laid over them: a threshold that somebody set
   * moves warning and trip of the file's rule of its name and, where no file has one, adds its
   * rule; what nobody set changes nothing.
   */
  public static List<Rule> over(List<Rule> files, Configuration configuration) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    files.forEach(rule -> rules.put(rule.name(), rule));
    Scope scope = Optional.ofNullable(rules.get(DRAWDOWN)).map(Rule::scope).orElse(Scope.firm());
    Map<String, Rule> own = new LinkedHashMap<>();
    of(configuration).forEach(rule -> own.put(rule.name(), of(scope, rule)));
    for (Watched watched : WATCHED) {
      Rule said = own.get(watched.name());
      if (said != null && configuration.isGiven(watched.key())) {
        rules.merge(watched.name(), said, ConfiguredRules::moved);
      }
    }
    if (configuration.isGiven(Key.RECOVERY_TIME_MINUTES)) {
      rules.replaceAll((name, rule) -> cooling(rule, coolDown(configuration)));
    }
    return new ArrayList<>(rules.values());
  }

  /**
   * Returns a sentence for each rule of files that has the name of one of ours but watches
   * something else.
   */
  public static List<String> strangers(List<Rule> files) {
    return files.stream()
        .flatMap(
            file ->
                WATCHED.stream()
                    .filter(one -> one.name().equals(file.name()) && one.metric() != file.metric())
                    .map(one -> stranger(file, one.metric())))
        .toList();
  }

  private static String stranger(Rule file, Metric metric) {
    return "rule "
        + file.name()
        + " of a rule file watches "
        + file.metric().word()
        + ", but its name is that of the configuration's rule of "
        + metric.word()
        + ": rename it";
  }

  private static Rule moved(Rule file, Rule said) {
    if (file.metric() != said.metric()) {
      throw new ConfigurationRefusedException(List.of(stranger(file, said.metric())));
    }
    RuleLevels levels =
        new RuleLevels(
            said.levels().comparison(),
            said.levels().warn(),
            said.levels().trip(),
            file.levels().hysteresis());
    return with(file, levels, file.timing());
  }

  private static Rule cooling(Rule rule, Duration coolDown) {
    return with(
        rule,
        rule.levels(),
        new RuleTiming(rule.timing().window(), rule.timing().maximumAge(), coolDown));
  }

  private static Rule of(Scope scope, Rule rule) {
    return with(rule, rule.levels(), rule.timing(), scope);
  }

  private static Rule with(Rule rule, RuleLevels levels, RuleTiming timing) {
    return with(rule, levels, timing, rule.scope());
  }

  private static Rule with(Rule rule, RuleLevels levels, RuleTiming timing, Scope scope) {
    return new Rule(
        rule.name(),
        rule.metric(),
        levels,
        timing,
        rule.confirmations(),
        rule.rearmAfter(),
        scope,
        rule.assetClass(),
        rule.subject(),
        rule.owner(),
        rule.rationale());
  }

  private static Rule rule(Watched watched, BigDecimal trip, Configuration configuration) {
    return new Rule(
        watched.name(),
        watched.metric(),
        levels(watched.metric(), trip),
        new RuleTiming(
            watched.window(), maximumAge(watched, configuration), coolDown(configuration)),
        CONFIRMATIONS,
        CALM_READINGS,
        Scope.firm(),
        Optional.empty(),
        Optional.empty(),
        "risk",
        "the specification's " + watched.key().path() + ", " + source(watched, configuration));
  }

  private static RuleLevels levels(Metric metric, BigDecimal trip) {
    if (metric == Metric.DATA_QUALITY) {
      BigDecimal room = BigDecimal.ONE.subtract(trip);
      BigDecimal warn = trip.add(room.multiply(HALF));
      return new RuleLevels(
          Comparison.BELOW, Optional.of(warn), trip, room.multiply(HALF).multiply(HALF));
    }
    return new RuleLevels(
        Comparison.ABOVE, Optional.of(trip.multiply(WARN_SHARE)), trip, trip.multiply(CALM_SHARE));
  }

  private static Duration maximumAge(Watched watched, Configuration configuration) {
    if (!watched.always()) {
      return Duration.ZERO;
    }
    Duration looks =
        Duration.ofSeconds(configuration.whole(Key.CHECK_INTERVAL_SECONDS))
            .multipliedBy(MISSED_LOOKS);
    return looks.compareTo(MINUTE) > 0 ? looks : MINUTE;
  }

  private static Duration coolDown(Configuration configuration) {
    return Duration.ofMinutes(configuration.whole(Key.RECOVERY_TIME_MINUTES));
  }

  private static String source(Watched watched, Configuration configuration) {
    return configuration
        .value(watched.key())
        .map(value -> "from " + value.source())
        .orElse("not set");
  }
}
