package io.estop.breaker.rules;

import io.estop.model.Scope;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RulesRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All rules of a deployment; names are unique. Immutable. */
public final class RuleBook {
  private final Map<String, Rule> rules;
  // Each posted reading asks for these.
  private final Map<Scope, List<Rule>> ofScope;
  private final Map<Watched, List<Rule>> watching;

  /**
   * @param rules each with a name of its own
   * @throws RulesRefusedException naming each name that is there twice
   */
  public RuleBook(List<Rule> rules) {
    Map<String, Rule> named = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    for (Rule rule : rules) {
      if (named.putIfAbsent(rule.name(), rule) != null) {
        errors.add("two rules have the name " + rule.name());
      }
    }
    if (!errors.isEmpty()) {
      throw new RulesRefusedException(errors);
    }
    this.rules = named;
    this.ofScope =
        rules.stream()
            .collect(
                Collectors.groupingBy(
                    Rule::scope, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    this.watching =
        rules.stream().collect(Collectors.groupingBy(Watched::by, Collectors.toUnmodifiableList()));
  }

  /** What readings have in common that one rule may judge; the subject is empty for any. */
  private record Watched(Metric metric, String subject) {
    static Watched by(Rule rule) {
      return new Watched(rule.metric(), Concern.subject(rule).orElse(""));
    }
  }

  /**
   * Reads files.
   *
   * @param standard rules that are there without a file; one in a file takes the place of its
   *     namesake
   * @throws RulesRefusedException with everything that is wrong with any of them
   */
  public static RuleBook read(List<Path> files, List<Rule> standard) {
    List<String> errors = new ArrayList<>();
    List<Rule> read = new ArrayList<>();
    for (Path file : files) {
      try {
        read.addAll(RuleFile.read(file));
      } catch (RulesRefusedException refused) {
        errors.addAll(refused.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new RulesRefusedException(errors);
    }
    standard.stream()
        .filter(rule -> read.stream().noneMatch(other -> other.name().equals(rule.name())))
        .forEach(read::add);
    return new RuleBook(read);
  }

  /** Returns all rules. */
  public List<Rule> all() {
    return List.copyOf(rules.values());
  }

  /** Returns what any rule stops: one breaker each. */
  public List<Scope> scopes() {
    return List.copyOf(ofScope.keySet());
  }

  /** Returns the rules that stop exactly this scope. */
  public List<Rule> of(Scope scope) {
    return ofScope.getOrDefault(scope, List.of());
  }

  /** Returns the rule of that name. */
  public Optional<Rule> find(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  /** Returns the rules that judge a reading. */
  public List<Rule> judging(Reading reading) {
    return Stream.of("", reading.subject(), Concern.underlying(reading.subject()))
        .distinct()
        .map(subject -> new Watched(reading.metric(), subject))
        .flatMap(watched -> watching.getOrDefault(watched, List.of()).stream())
        .filter(rule -> Concern.concerns(rule, reading))
        .toList();
  }
}
