package io.estop.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a regulatory action rests on. It travels in front of the press's reason, so that whatever
 * shows the reason shows it too: board, ledger, Temporal, notices, reports, a journal of
 * break-glass. {@link #in} undoes {@link #reason}.
 *
 * @param authority who ordered it, 1 to 64 characters: a regulator, an exchange
 * @param reference its own name of the order, 1 to 100 characters
 * @param documentSha256 SHA-256 of the document, 64 lower-case hex digits
 */
public record RegulatoryOrder(String authority, String reference, String documentSha256) {
  /** The longest reason that still fits beside the longest order. */
  public static final int LONGEST_REASON = 250;

  private static final int LONGEST_AUTHORITY = 64;
  private static final int LONGEST_REFERENCE = 100;
  private static final Pattern HAS_MARK = Pattern.compile("[|\\]\\p{Cntrl}]");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern FORM =
      Pattern.compile(
          "\\[([^|\\]]+) \\| ([^|\\]]+) \\| sha256:([0-9a-f]{64})\\] (.*)", Pattern.DOTALL);

  public RegulatoryOrder {
    requireText("authority", authority, LONGEST_AUTHORITY);
    requireText("reference", reference, LONGEST_REFERENCE);
    if (!HASH.matcher(documentSha256).matches()) {
      throw new IllegalArgumentException(
          "documentSha256 must be 64 lower-case hex digits, as sha256sum prints them, but was: "
              + documentSha256);
    }
  }

  private static void requireText(String name, String text, int most) {
    if (text.isBlank() || text.length() > most || HAS_MARK.matcher(text).find()) {
      throw new IllegalArgumentException(
          name + " must be 1 to " + most + " characters without '|' and ']' but was: " + text);
    }
  }

  /** Returns the reason of a press with this order in front. */
  public String reason(String why) {
    if (why.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason of a regulatory action must be at most "
              + LONGEST_REASON
              + " characters but had "
              + why.length());
    }
    return "[" + authority + " | " + reference + " | sha256:" + documentSha256 + "] " + why;
  }

  /** Returns the order in front of a reason, empty where there is none. */
  public static Optional<RegulatoryOrder> in(String reason) {
    Matcher form = FORM.matcher(reason);
    return form.matches()
        ? Optional.of(new RegulatoryOrder(form.group(1), form.group(2), form.group(3)))
        : Optional.empty();
  }
}
