package io.estop.embedded.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Where the gate library of the demo's own component logs: beside the logs of the processes. */
final class DemoLog {
  private DemoLog() {}

  /** Sends all logging of this process to {@code demo.log} in that folder instead of the screen. */
  static void writeTo(Path folder) {
    Logger root = LogManager.getLogManager().getLogger("");
    try {
      Handler file = new FileHandler(folder.resolve("demo.log").toString());
      file.setFormatter(new SimpleFormatter());
      for (Handler screen : root.getHandlers()) {
        root.removeHandler(screen);
      }
      root.addHandler(file);
    } catch (IOException e) {
      throw new UncheckedIOException("demo.log cannot be written in " + folder, e);
    }
  }
}
