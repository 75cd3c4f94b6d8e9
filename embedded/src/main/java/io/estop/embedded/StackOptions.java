package io.estop.embedded;

import io.estop.embedded.process.Progress;
import io.estop.embedded.service.JvmFlags;
import io.estop.embedded.temporal.TemporalChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Stack} is to be started; begin with {@link #defaults()} and change what matters.
 *
 * @param environment id of the environment, also the Temporal namespace
 * @param temporal which Temporal server
 * @param consolePort port of the starter, 0 for any free one
 * @param portfolio the paper venue's seed as JSON, where it is to hold something from the start
 * @param settings settings of worker and starter, over those the stack makes itself
 * @param paperSettings settings of the paper venue, over those the stack makes itself
 * @param jvm flags of the three Java processes
 * @param routes by which ports worker and starter reach the stores
 * @param keepLogs whether the run folder stays when the stack is closed
 * @param progress is told what starts and how long it took
 */
public record StackOptions(
    String environment,
    TemporalChoice temporal,
    int consolePort,
    @Nullable String portfolio,
    Map<String, String> settings,
    Map<String, String> paperSettings,
    JvmFlags jvm,
    Routes routes,
    boolean keepLogs,
    Progress progress) {

  public StackOptions {
    if (!environment.matches("[a-z][a-z0-9-]{0,31}")) {
      throw new IllegalArgumentException(
          "environment must match [a-z][a-z0-9-]{0,31} but was: " + environment);
    }
    settings = Map.copyOf(settings);
    paperSettings = Map.copyOf(paperSettings);
  }

  /** Returns: environment {@code demo}, any Temporal, free ports, an empty venue, silent. */
  public static StackOptions defaults() {
    return new StackOptions(
        "demo",
        new TemporalChoice.Auto(),
        0,
        null,
        Map.of(),
        Map.of(),
        JvmFlags.quickStart(),
        Routes.DIRECT,
        false,
        Progress.SILENT);
  }

  /** Returns the seed of the paper venue, where there is one. */
  public Optional<String> seed() {
    return Optional.ofNullable(portfolio);
  }

  public StackOptions withEnvironment(String value) {
    return new StackOptions(
        value,
        temporal,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        jvm,
        routes,
        keepLogs,
        progress);
  }

  public StackOptions withTemporal(TemporalChoice value) {
    return new StackOptions(
        environment,
        value,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        jvm,
        routes,
        keepLogs,
        progress);
  }

  public StackOptions withConsolePort(int value) {
    return new StackOptions(
        environment,
        temporal,
        value,
        portfolio,
        settings,
        paperSettings,
        jvm,
        routes,
        keepLogs,
        progress);
  }

  /** Seeds the paper venue with this JSON (docs/PROTOCOL.md: the paper venue's admin calls). */
  public StackOptions withPortfolio(String json) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        json,
        settings,
        paperSettings,
        jvm,
        routes,
        keepLogs,
        progress);
  }

  /** Adds one setting of worker and starter, or replaces what the stack would set. */
  public StackOptions withSetting(String key, String value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        with(settings, key, value),
        paperSettings,
        jvm,
        routes,
        keepLogs,
        progress);
  }

  /** Adds one setting of the paper venue, or replaces what the stack would set. */
  public StackOptions withPaperSetting(String key, String value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        settings,
        with(paperSettings, key, value),
        jvm,
        routes,
        keepLogs,
        progress);
  }

  public StackOptions withJvm(JvmFlags value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        value,
        routes,
        keepLogs,
        progress);
  }

  /** Lets worker and starter reach the stores through somebody in between. */
  public StackOptions withRoutes(Routes value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        jvm,
        value,
        keepLogs,
        progress);
  }

  public StackOptions keepingLogs(boolean value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        jvm,
        routes,
        value,
        progress);
  }

  public StackOptions withProgress(Progress value) {
    return new StackOptions(
        environment,
        temporal,
        consolePort,
        portfolio,
        settings,
        paperSettings,
        jvm,
        routes,
        keepLogs,
        value);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> changed = new HashMap<>(map);
    changed.put(key, value);
    return changed;
  }
}
