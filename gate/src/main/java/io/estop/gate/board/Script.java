package io.estop.gate.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The scripts: the only writers of board and lease. */
enum Script {
  ADD,
  MERGE,
  REFILL,
  LEASE,
  READ;

  private final String text = load();
  private final String sha1 = SummedText.sha1(text);

  String text() {
    return text;
  }

  String sha1() {
    return sha1;
  }

  boolean readsOnly() {
    return this == READ;
  }

  // The first line tells Redis how to run the script, so the shared part goes behind it.
  private String load() {
    String own = resource(name().toLowerCase(Locale.ROOT) + ".lua");
    int firstLine = own.indexOf('\n') + 1;
    return own.substring(0, firstLine) + resource("lib.lua") + own.substring(firstLine);
  }

  private static String resource(String name) {
    try (InputStream stream = Script.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("script is missing from the jar: " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
