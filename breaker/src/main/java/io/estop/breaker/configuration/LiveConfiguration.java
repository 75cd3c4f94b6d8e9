package io.estop.breaker.configuration;

import io.estop.model.configuration.Configuration;
import io.estop.model.configuration.ConfigurationRefusedException;
import io.estop.model.configuration.ConfiguredRules;
import io.estop.model.configuration.Key;
import io.estop.model.configuration.Source;
import io.estop.store.configuration.ConfigurationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force in this process: file and variables, and over them the approved
 * version. A version is taken as a whole or not at all; one that cannot hold here leaves the old
 * one in force and is told. Thread-safe: {@link #refresh} holds a lock, reading takes none.
 */
public final class LiveConfiguration {
  private static final Logger log = LoggerFactory.getLogger(LiveConfiguration.class);

  private final Configuration start;
  private final Supplier<Optional<ConfigurationVersion>> approved;
  private final Consumer<String> refusals;
  private volatile InForce inForce;
  // Guarded by this.
  private long refused;

  /**
   * What holds now.
   *
   * @param version number of the approved version; 0: file and variables alone
   */
  public record InForce(Configuration configuration, long version) {}

  /**
   * @param start what file and variables say
   * @param approved reads the version in force; may throw, then what holds stays
   * @param refusals is told in one sentence why a version cannot hold here
   */
  public LiveConfiguration(
      Configuration start,
      Supplier<Optional<ConfigurationVersion>> approved,
      Consumer<String> refusals) {
    this.start = start;
    this.approved = approved;
    this.refusals = refusals;
    this.inForce = new InForce(start, 0);
    sayWhetherItOnlyWatches();
  }

  /** Returns what holds now. */
  public InForce inForce() {
    return inForce;
  }

  /** Returns the configuration that holds now. */
  public Configuration current() {
    return inForce.configuration();
  }

  /** Returns whether rules only record what they would have done. */
  public boolean observeOnly() {
    return current().observeOnly();
  }

  /**
   * Returns what would hold with these settings approved.
   *
   * @throws ConfigurationRefusedException with everything that is wrong
   */
  public Configuration with(Map<String, String> settings, long version) {
    Configuration changed =
        start.with(settings, new Source(Source.Kind.APPROVED, String.valueOf(version)));
    List<String> errors = new ArrayList<>();
    for (String path : settings.keySet()) {
      Key.ofPath(path)
          .filter(key -> !key.changesWhileRunning())
          .ifPresent(
              key ->
                  errors.add(
                      path
                          + " is read at start: change "
                          + String.join(" or ", key.variables())
                          + " or the file, and start the processes anew"));
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationRefusedException(errors);
    }
    // Rules that check themselves: what is no rule must not be approved.
    ConfiguredRules.of(changed);
    return changed;
  }

  /** Takes the approved version into force where it is a new one. Throws what the store throws. */
  public synchronized void refresh() {
    Optional<ConfigurationVersion> found = approved.get();
    long number = found.map(ConfigurationVersion::number).orElse(0L);
    if (number == inForce.version() || number == refused) {
      return;
    }
    try {
      inForce =
          new InForce(found.map(version -> with(version.settings(), number)).orElse(start), number);
      refused = 0;
      log.info("configuration version {} is in force", number);
      sayWhetherItOnlyWatches();
    } catch (ConfigurationRefusedException | IllegalArgumentException cannotHold) {
      refused = number;
      refusals.accept(
          "version "
              + number
              + " of the configuration cannot hold in this process, version "
              + inForce.version()
              + " stays: "
              + cannotHold.getMessage());
    }
  }

  private void sayWhetherItOnlyWatches() {
    if (observeOnly()) {
      log.warn(
          "OBSERVE ONLY: rules record what they would have done and press nothing; people still"
              + " press (enabled is false, {})",
          current().value(Key.ENABLED).map(value -> value.source().toString()).orElse(""));
    }
  }
}
