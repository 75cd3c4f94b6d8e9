package io.estop.venues.fix;

import io.estop.venues.fix.FixSettings.Trust;
import java.time.Duration;
import quickfix.FileStoreFactory;
import quickfix.Initiator;
import quickfix.Session;
import quickfix.SessionFactory;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.mina.NetworkingOptions;
import quickfix.mina.ssl.SSLSupport;

/** The library's settings of one session. */
final class SessionKeys {
  static final String VERSION = "FIX.4.4";
  static final String DICTIONARY = "io/estop/venues/fix/dictionary.xml";

  /** Bytes. */
  private static final int SEND_BUFFER = 16_384;

  private static final String YES = "Y";
  private static final String NO = "N";
  private static final String MIDNIGHT = "00:00:00";

  private SessionKeys() {}

  static SessionID id(FixSettings settings) {
    return new SessionID(
        VERSION,
        settings.parties().senderCompId(),
        settings.parties().targetCompId(),
        settings.account().toString().replace('/', '-'));
  }

  static SessionSettings of(FixSettings settings) {
    SessionID id = id(settings);
    SessionSettings keys = new SessionSettings();
    keys.setString(id, SessionFactory.SETTING_CONNECTION_TYPE, "initiator");
    keys.setString(id, Initiator.SETTING_SOCKET_CONNECT_HOST, settings.endpoint().host());
    keys.setLong(id, Initiator.SETTING_SOCKET_CONNECT_PORT, settings.endpoint().port());
    keys.setLong(id, Initiator.SETTING_RECONNECT_INTERVAL, 1);
    long patience = seconds(settings.requestTimeout());
    keys.setLong(id, Initiator.SETTING_SOCKET_CONNECT_TIMEOUT, patience);
    keys.setLong(id, Session.SETTING_LOGON_TIMEOUT, patience);
    keys.setLong(id, Session.SETTING_HEARTBTINT, settings.conduct().heartbeat().toSeconds());
    keys.setString(id, Session.SETTING_START_TIME, MIDNIGHT);
    keys.setString(id, Session.SETTING_END_TIME, MIDNIGHT);
    keys.setString(id, Session.SETTING_NON_STOP_SESSION, YES);
    keys.setString(
        id, Session.SETTING_RESET_ON_LOGON, settings.conduct().resetOnLogon() ? YES : NO);
    store(settings, id, keys);
    reading(id, keys);
    keys.setString(id, NetworkingOptions.SETTING_SOCKET_TCP_NODELAY, YES);
    // Bytes that wait in the system's buffer are past recall: few fit in.
    keys.setLong(id, NetworkingOptions.SETTING_SOCKET_SEND_BUFFER_SIZE, SEND_BUFFER);
    // A connection that ends takes the bytes along that the system still holds.
    keys.setLong(id, NetworkingOptions.SETTING_SOCKET_LINGER, 0);
    settings.endpoint().trust().ifPresent(trust -> tls(trust, id, keys));
    return keys;
  }

  /** Numbers last, messages do not: what is asked for again is filled as a gap, always. */
  private static void store(FixSettings settings, SessionID id, SessionSettings keys) {
    keys.setString(id, FileStoreFactory.SETTING_FILE_STORE_PATH, settings.storeFolder().toString());
    keys.setString(id, Session.SETTING_PERSIST_MESSAGES, NO);
  }

  /** Messages are checked field by field where they are read; here they need only be whole. */
  private static void reading(SessionID id, SessionSettings keys) {
    keys.setString(id, Session.SETTING_USE_DATA_DICTIONARY, YES);
    keys.setString(id, Session.SETTING_DATA_DICTIONARY, DICTIONARY);
    keys.setString(id, Session.SETTING_VALIDATE_INCOMING_MESSAGE, NO);
  }

  private static void tls(Trust trust, SessionID id, SessionSettings keys) {
    keys.setString(id, SSLSupport.SETTING_USE_SSL, YES);
    keys.setString(id, SSLSupport.SETTING_TRUST_STORE_NAME, trust.store().toString());
    keys.setString(id, SSLSupport.SETTING_TRUST_STORE_PWD, trust.password());
    keys.setString(id, SSLSupport.SETTING_ENDPOINT_IDENTIFICATION_ALGORITHM, "HTTPS");
  }

  private static long seconds(Duration span) {
    return Math.max(1, span.toSeconds());
  }
}
