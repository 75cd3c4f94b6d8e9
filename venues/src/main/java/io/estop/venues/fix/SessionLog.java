package io.estop.venues.fix;

import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import quickfix.Log;
import quickfix.LogFactory;
import quickfix.SessionID;

/** What the session does, in the process' own log: events always, messages at debug; no secrets. */
final class SessionLog implements Log {

  private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

  /** RawData, Username, Password, NewPassword and their encrypted forms. */
  private static final Pattern SECRET =
      Pattern.compile("(^|\u0001)(96|553|554|925|1400|1402|1404)=[^\u0001]*");

  private static final String CAUSE = "Caused by: ";
  private static final int LONGEST = 300;

  private static final String ENDED = "END_OF_STREAM";

  private final String venue;
  private final Listener listener;

  private SessionLog(String venue, Listener listener) {
    this.venue = venue;
    this.listener = listener;
  }

  /** Hears of the connection what the library tells its log alone. */
  interface Listener {

    /** It does not come about, or broke; why in one line. */
    void broken(String why);

    /** The other side ended it. */
    void ended();
  }

  static LogFactory factory(String venue, Listener listener) {
    return (SessionID session) -> new SessionLog(venue, listener);
  }

  /** Returns a message or a sentence about one, without secrets and in one line. */
  static String shown(String text) {
    return SECRET.matcher(text).replaceAll("$1$2=***").replace('\u0001', '|');
  }

  @Override
  public void onIncoming(String message) {
    debug("received", message);
  }

  @Override
  public void onOutgoing(String message) {
    debug("sent", message);
  }

  private void debug(String what, String message) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} {} {}", venue, what, shown(message));
    }
  }

  @Override
  public void onEvent(String text) {
    LOG.info("{} {}", venue, shown(text));
    if (text.contains(ENDED)) {
      listener.ended();
    }
  }

  @Override
  public void onErrorEvent(String text) {
    LOG.warn("{} {}", venue, shown(text));
    String line = lastCause(shown(text));
    // The library's other errors are about messages, of which the venue says more.
    if (line.contains("Exception")) {
      listener.broken(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }
  }

  /** The first line of a trace, or the deepest cause that it names. */
  private static String lastCause(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    return lines.stream()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((first, second) -> second)
        .map(line -> line.substring(CAUSE.length()))
        .orElse(lines.isEmpty() ? "" : lines.get(0));
  }

  @Override
  public void onWarnEvent(String text) {
    LOG.warn("{} {}", venue, shown(text));
  }

  @Override
  public void clear() {
    // Nothing is kept here.
  }
}
