package io.estop.model.breaker;

import io.estop.model.Scope;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules as files write them, whatever the format: a list {@code rules} of maps with the keys of
 * {@link #KEYS}. Nothing is taken unless all of it can be.
 */
public final class RuleKeys {
  /** What a rule may say. */
  public static final List<String> KEYS =
      List.of(
          "name",
          "metric",
          "unit",
          "comparison",
          "warn",
          "trip",
          "hysteresis",
          "confirmations",
          "rearm_after",
          "window",
          "maximum_age",
          "cool_down",
          "scope",
          "asset_class",
          "subject",
          "owner",
          "rationale");

  private static final int MOST_RULES = 1_000;
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Map<?, ?> keys;
  private final String place;
  private final List<String> errors;

  private RuleKeys(Map<?, ?> keys, String place, List<String> errors) {
    this.keys = keys;
    this.place = place;
    this.errors = errors;
  }

  /**
   * Reads rules.
   *
   * @param file what a file says, as maps, lists, numbers and texts
   * @return 1 to 1,000 rules, each with a name of its own
   * @throws RulesRefusedException with everything that is wrong
   */
  public static List<Rule> read(Map<?, ?> file) {
    List<String> errors = new ArrayList<>();
    for (Object key : file.keySet()) {
      if (!"rules".equals(key)) {
        errors.add("a rule file says rules and nothing else but had the key: " + key);
      }
    }
    List<Rule> rules = new ArrayList<>();
    if (file.get("rules") instanceof List<?> list && !list.isEmpty() && list.size() <= MOST_RULES) {
      for (int i = 0; i < list.size(); i++) {
        one(list.get(i), "rule " + (i + 1), errors).ifPresent(rules::add);
      }
    } else {
      errors.add("rules must be a list of 1 to " + MOST_RULES + " rules");
    }
    Set<String> names = new HashSet<>();
    rules.stream()
        .map(Rule::name)
        .filter(name -> !names.add(name))
        .forEach(name -> errors.add("two rules have the name " + name));
    if (!errors.isEmpty()) {
      throw new RulesRefusedException(errors);
    }
    return List.copyOf(rules);
  }

  private static Optional<Rule> one(Object rule, String place, List<String> errors) {
    if (!(rule instanceof Map<?, ?> keys)) {
      errors.add(place + " must be a map of keys but was: " + rule);
      return Optional.empty();
    }
    int before = errors.size();
    Optional<Rule> read = new RuleKeys(keys, place, errors).rule();
    return errors.size() == before ? read : Optional.empty();
  }

  private Optional<Rule> rule() {
    Set<String> unknown = new TreeSet<>();
    keys.keySet().forEach(key -> unknown.add(String.valueOf(key)));
    unknown.removeAll(KEYS);
    unknown.forEach(key -> errors.add(place + ": there is no key " + key));
    Optional<String> name = required("name", Function.identity());
    Optional<Metric> metric = required("metric", Metric::ofWord);
    Optional<Unit> unit = optional("unit", Unit::ofWord);
    Optional<RuleLevels> levels = levels();
    Optional<RuleTiming> timing = timing();
    Optional<Integer> confirmations = or("confirmations", Integer::valueOf, 2);
    Optional<Integer> rearmAfter = or("rearm_after", Integer::valueOf, 1);
    Optional<Scope> scope = or("scope", Scope::parse, Scope.parse("firm"));
    Optional<AssetClass> assetClass = optional("asset_class", AssetClass::ofWord);
    Optional<String> subject = optional("subject", Function.identity());
    Optional<String> owner = required("owner", Function.identity());
    Optional<String> rationale = required("rationale", Function.identity());
    if (metric.isPresent() && unit.isPresent() && metric.get().unit() != unit.get()) {
      errors.add(
          place
              + ": "
              + metric.get().word()
              + " is counted in "
              + metric.get().unit().word()
              + ", not in "
              + unit.get().word());
    }
    if (List.of(
            name.isPresent(),
            metric.isPresent(),
            levels.isPresent(),
            timing.isPresent(),
            confirmations.isPresent(),
            rearmAfter.isPresent(),
            scope.isPresent(),
            owner.isPresent(),
            rationale.isPresent())
        .contains(false)) {
      return Optional.empty();
    }
    return checked(
        () ->
            new Rule(
                name.get(),
                metric.get(),
                levels.get(),
                timing.get(),
                confirmations.get(),
                rearmAfter.get(),
                scope.get(),
                assetClass,
                subject,
                owner.get(),
                rationale.get()));
  }

  private Optional<RuleLevels> levels() {
    Optional<Comparison> comparison = or("comparison", Comparison::ofWord, Comparison.ABOVE);
    Optional<BigDecimal> warn = optional("warn", BigDecimal::new);
    Optional<BigDecimal> trip = required("trip", BigDecimal::new);
    Optional<BigDecimal> hysteresis = or("hysteresis", BigDecimal::new, BigDecimal.ZERO);
    return comparison.isPresent() && trip.isPresent() && hysteresis.isPresent()
        ? checked(() -> new RuleLevels(comparison.get(), warn, trip.get(), hysteresis.get()))
        : Optional.empty();
  }

  private Optional<RuleTiming> timing() {
    Optional<Duration> window = or("window", RuleKeys::span, Duration.ZERO);
    Optional<Duration> maximumAge = or("maximum_age", RuleKeys::span, Duration.ofMinutes(1));
    Optional<Duration> coolDown = or("cool_down", RuleKeys::span, Duration.ofMinutes(30));
    return window.isPresent() && maximumAge.isPresent() && coolDown.isPresent()
        ? checked(() -> new RuleTiming(window.get(), maximumAge.get(), coolDown.get()))
        : Optional.empty();
  }

  private static Duration span(String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new IllegalArgumentException("a time must be like 10s, 5m, 2h or 1d but was: " + text);
    }
    long count = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private <T> Optional<T> required(String key, Function<String, T> parse) {
    if (text(key).isEmpty()) {
      errors.add(place + ": " + key + " is missing");
      return Optional.empty();
    }
    return optional(key, parse);
  }

  /** The default where nothing is given; empty, with an error, where it cannot be read. */
  private <T> Optional<T> or(String key, Function<String, T> parse, T standard) {
    return text(key).isEmpty() ? Optional.of(standard) : optional(key, parse);
  }

  private <T> Optional<T> optional(String key, Function<String, T> parse) {
    return text(key).flatMap(text -> read(key, text, parse));
  }

  private <T> Optional<T> read(String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException malformed) {
      errors.add(place + ": " + key + " cannot be read: " + text + " (" + why(malformed) + ")");
      return Optional.empty();
    }
  }

  private <T> Optional<T> checked(Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException refused) {
      errors.add(place + ": " + why(refused));
      return Optional.empty();
    }
  }

  private static String why(IllegalArgumentException refused) {
    return refused.getMessage() == null ? "no number" : refused.getMessage();
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(keys.get(key)).map(String::valueOf).filter(text -> !text.isBlank());
  }
}
