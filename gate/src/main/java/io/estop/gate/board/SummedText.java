package io.estop.gate.board;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Lines with a last line that sums up all before it. The sum finds damage and truncation and names
 * a value; it is no signature, Redis ACLs keep writers out.
 */
record SummedText(String body, String sum) {
  private static final String WORD = "sum\t";
  private static final int SUM_LENGTH = 40;
  private static final int TAIL = WORD.length() + SUM_LENGTH + 1;

  /**
   * Returns the two parts of a sealed text.
   *
   * @throws IllegalArgumentException where the last line does not sum up the rest
   */
  static SummedText open(String text) {
    int cut = text.length() - TAIL;
    if (cut < 1 || text.charAt(cut - 1) != '\n' || !text.startsWith(WORD, cut)) {
      throw new IllegalArgumentException("last line is not a sum");
    }
    SummedText opened = of(text.substring(0, cut));
    if (!text.startsWith(opened.sum, cut + WORD.length()) || !text.endsWith("\n")) {
      throw new IllegalArgumentException("sum does not match");
    }
    return opened;
  }

  static SummedText of(String body) {
    return new SummedText(body, sha1(body));
  }

  static SummedText ofLines(List<String> lines) {
    return of(String.join("\n", lines) + "\n");
  }

  /** Returns the lines of the body; a carriage return parts none. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int end = body.indexOf('\n'); end >= 0; end = body.indexOf('\n', from)) {
      lines.add(body.substring(from, end));
      from = end + 1;
    }
    return lines;
  }

  static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException noSuchJava) {
      throw new IllegalStateException("every Java has SHA-1", noSuchJava);
    }
  }

  @Override
  public String toString() {
    return body + WORD + sum + "\n";
  }
}
