package io.estop.breaker.configuration;

import io.estop.breaker.configuration.LiveConfiguration.InForce;
import io.estop.breaker.rules.RuleBook;
import io.estop.model.breaker.RulesRefusedException;
import io.estop.model.configuration.ConfiguredRules;
import java.util.List;
import java.util.function.Supplier;

/**
 * The rules of files with the configuration in force laid over them: an approved version moves
 * their levels while they run. Thread-safe.
 */
public final class LiveRules implements Supplier<RuleBook> {
  private final RuleBook files;
  private final LiveConfiguration configuration;
  private volatile Known known;

  private record Known(InForce inForce, RuleBook book) {}

  /**
   * @param files what the deployment's files say
   * @throws RulesRefusedException where a rule has the name of one of the configuration's but
   *     watches something else: a version approved later must not take the rules away
   */
  public LiveRules(RuleBook files, LiveConfiguration configuration) {
    List<String> strangers = ConfiguredRules.strangers(files.all());
    if (!strangers.isEmpty()) {
      throw new RulesRefusedException(strangers);
    }
    this.files = files;
    this.configuration = configuration;
    this.known = book(configuration.inForce());
  }

  /** Returns the rules that hold now. */
  @Override
  public RuleBook get() {
    InForce now = configuration.inForce();
    Known before = known;
    if (before.inForce() == now) {
      return before.book();
    }
    Known fresh = book(now);
    known = fresh;
    return fresh.book();
  }

  private Known book(InForce now) {
    return new Known(now, new RuleBook(ConfiguredRules.over(files.all(), now.configuration())));
  }
}
