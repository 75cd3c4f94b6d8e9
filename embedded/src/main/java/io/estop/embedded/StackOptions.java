package io.estop.embedded;

import io.estop.embedded.process.Progress;
import io.estop.embedded.temporal.TemporalChoice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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
        Routes.DIRECT,
        false,
        Progress.SILENT);
  }

  /** Returns the seed of the paper venue, where there is one. */
  public Optional<String> seed() {
    return Optional.ofNullable(portfolio);
  }

  public StackOptions withEnvironment(String value) {
    return with(draft -> draft.environment = value);
  }

  public StackOptions withTemporal(TemporalChoice value) {
    return with(draft -> draft.temporal = value);
  }

  public StackOptions withConsolePort(int value) {
    return with(draft -> draft.consolePort = value);
  }

  /** Seeds the paper venue with this JSON (docs/PROTOCOL.md: the paper venue's admin calls). */
  public StackOptions withPortfolio(String json) {
    return with(draft -> draft.portfolio = json);
  }

  /** Adds one setting of worker and starter, or replaces what the stack would set. */
  public StackOptions withSetting(String key, String value) {
    return with(draft -> draft.settings.put(key, value));
  }

  /** Adds one setting of the paper venue, or replaces what the stack would set. */
  public StackOptions withPaperSetting(String key, String value) {
    return with(draft -> draft.paperSettings.put(key, value));
  }

  /** Lets worker and starter reach the stores through somebody in between. */
  public StackOptions withRoutes(Routes value) {
    return with(draft -> draft.routes = value);
  }

  public StackOptions keepingLogs(boolean value) {
    return with(draft -> draft.keepLogs = value);
  }

  public StackOptions withProgress(Progress value) {
    return with(draft -> draft.progress = value);
  }

  private StackOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
  }

  /** These options while one of them changes; lives for one call. */
  private static final class Draft {
    private String environment;
    private TemporalChoice temporal;
    private int consolePort;
    private @Nullable String portfolio;
    private final Map<String, String> settings;
    private final Map<String, String> paperSettings;
    private Routes routes;
    private boolean keepLogs;
    private Progress progress;

    Draft(StackOptions from) {
      this.environment = from.environment;
      this.temporal = from.temporal;
      this.consolePort = from.consolePort;
      this.portfolio = from.portfolio;
      this.settings = new HashMap<>(from.settings);
      this.paperSettings = new HashMap<>(from.paperSettings);
      this.routes = from.routes;
      this.keepLogs = from.keepLogs;
      this.progress = from.progress;
    }

    StackOptions done() {
      return new StackOptions(
          environment,
          temporal,
          consolePort,
          portfolio,
          settings,
          paperSettings,
          routes,
          keepLogs,
          progress);
    }
  }
}
