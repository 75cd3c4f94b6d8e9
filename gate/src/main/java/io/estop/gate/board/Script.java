package io.estop.gate.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The scripts: the only writers of board and lease. */
enum Script {
  ADD(Kind.CHANGES_THE_BOARD),
  MERGE(Kind.CHANGES_THE_BOARD),
  REFILL(Kind.CHANGES_THE_BOARD),
  LEASE(Kind.CHANGES_THE_BOARD),
  READ(Kind.READS),
  ACKNOWLEDGEMENTS(Kind.READS),
  TIDY(Kind.CLEANS);

  private final Kind kind;
  private final String text;
  private final String sha1;

  Script(Kind kind) {
    this.kind = kind;
    this.text = load(name().toLowerCase(Locale.ROOT) + ".lua", kind);
    this.sha1 = SummedText.sha1(text);
  }

  private enum Kind {
    CHANGES_THE_BOARD,
    READS,
    CLEANS
  }

  String text() {
    return text;
  }

  String sha1() {
    return sha1;
  }

  boolean readsOnly() {
    return kind == Kind.READS;
  }

  // What does not change the board stands alone, so that other languages can ship the file as it
  // is. The first line tells Redis how to run the script, so the shared part goes behind it.
  private static String load(String name, Kind kind) {
    String own = resource(name);
    if (kind != Kind.CHANGES_THE_BOARD) {
      return own;
    }
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
