package io.estop.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a log file, joined into one, for a message. */
final class LogTail {

  private static final int BYTES = 8_192;
  private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ ).*");

  private LogTail() {}

  static String of(Path log, int lines) {
    List<String> said =
        read(log).lines().filter(l -> !l.isBlank() && !STACK_FRAME.matcher(l).matches()).toList();
    List<String> last = said.subList(Math.max(0, said.size() - lines), said.size());
    return last.isEmpty() ? "it logged nothing" : String.join(" | ", last).strip();
  }

  private static String read(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - BYTES));
      byte[] bytes = new byte[(int) Math.min(BYTES, file.length())];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "its log " + log + " cannot be read: " + e.getMessage();
    }
  }
}
