package io.estop.modelcheck.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One textual change of a source of the product.
 *
 * @param file below the root of the project
 * @param from text that stands there exactly once
 * @param to what stands there instead
 */
public record Edit(String file, String from, String to) {
  private static final Path ROOT = Path.of(System.getProperty("estop.root", "..")).toAbsolutePath();

  String original() throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  String of(String text) {
    int at = text.indexOf(from);
    if (at < 0 || text.indexOf(from, at + 1) >= 0) {
      throw new IllegalStateException(
          file + " must have this exactly once, or the mutation is to follow the code: " + from);
    }
    return text.substring(0, at) + to + text.substring(at + from.length());
  }

  /** Returns the path inside the class path. */
  String resource() {
    String path = file.replaceFirst(".*/src/(main|test)/(java|resources)/", "");
    return path;
  }
}
