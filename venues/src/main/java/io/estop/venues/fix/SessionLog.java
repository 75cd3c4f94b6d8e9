package io.estop.venues.fix;

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

  private final String venue;

  private SessionLog(String venue) {
    this.venue = venue;
  }

  static LogFactory factory(String venue) {
    return (SessionID session) -> new SessionLog(venue);
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
  }

  @Override
  public void onErrorEvent(String text) {
    LOG.warn("{} {}", venue, shown(text));
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
