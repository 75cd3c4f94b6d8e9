package io.estop.embedded.demo;

import io.estop.embedded.process.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * What the user sees. On a terminal with colours and bars; else plain lines, as also where NO_COLOR
 * is set.
 */
final class Screen implements Progress {

  private static final int PERCENT = 100;
  private static final int BAR_WIDTH = 70;

  private final PrintStream out;
  private final boolean lively;

  /** Written and read under this object's lock. */
  private @Nullable ProgressBar bar;

  Screen(PrintStream out, boolean lively) {
    this.out = out;
    this.lively = lively;
  }

  /** Makes the screen of this process; the launcher says whether stdout is a terminal. */
  static Screen ofThisProcess() {
    String noColor = System.getenv().getOrDefault("NO_COLOR", "");
    return new Screen(System.out, Boolean.getBoolean("estop.terminal") && noColor.isEmpty());
  }

  void title(String text) {
    out.println();
    out.println(styled("@|bold " + text + "|@"));
  }

  @Override
  public synchronized void says(String line) {
    if (bar != null) {
      // The bar stands in the last line of the terminal: clear it, it is drawn anew below.
      out.print("\r\033[K");
    }
    out.println("  " + line);
    out.flush();
  }

  /** Prints one word in the colour of success or failure, after its explanation. */
  void verdict(String text, boolean good) {
    says(styled("@|bold," + (good ? "green " : "red ") + text + "|@"));
  }

  /** Prints a line as it is: for tables and the JSON at the end. */
  void raw(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void advances(String task, Duration elapsed, Duration usual) {
    long percent = Math.min(PERCENT - 1, elapsed.toMillis() * PERCENT / usual.toMillis());
    moves(task, (int) percent);
  }

  @Override
  public synchronized void ends(String task) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Moves the bar of a task; without a terminal nothing is shown. */
  synchronized void moves(String task, int percent) {
    if (!lively) {
      return;
    }
    if (bar == null) {
      bar = newBar(task);
    }
    bar.stepTo(percent);
  }

  private static ProgressBar newBar(String task) {
    return new ProgressBarBuilder()
        .setTaskName("  " + task)
        .setInitialMax(PERCENT)
        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
        .setMaxRenderedLength(BAR_WIDTH)
        .setUpdateIntervalMillis(100)
        .hideEta()
        .build();
  }

  private String styled(String markup) {
    return (lively ? Ansi.ON : Ansi.OFF).string(markup);
  }

  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
