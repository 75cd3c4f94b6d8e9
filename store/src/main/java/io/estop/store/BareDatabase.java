package io.estop.store;

import io.estop.model.EnvironmentId;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/** A database without a pool, for a command that does one thing and ends. */
public final class BareDatabase {
  private BareDatabase() {}

  /**
   * Returns the database behind an address. Does no I/O; each call connects anew.
   *
   * @param url {@code jdbc:postgresql://HOST[:PORT]/NAME}
   * @param patience how long connecting, and each answer, may take; at least a second
   * @throws IllegalArgumentException if the address is none, without repeating it: it may hold a
   *     password
   */
  public static Database of(
      EnvironmentId environment, String url, String user, String password, Duration patience) {
    requireUrl(url);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    int seconds = (int) Math.max(1, patience.toSeconds());
    source.setConnectTimeout(seconds);
    source.setSocketTimeout(seconds);
    source.setApplicationName("estop-break-glass");
    return new Database(source, environment);
  }

  private static void requireUrl(String url) {
    boolean fits =
        url.toLowerCase(Locale.ROOT).startsWith("jdbc:postgresql://")
            && isAddress(url.substring("jdbc:".length()));
    if (!fits) {
      throw new IllegalArgumentException("must be jdbc:postgresql://HOST[:PORT]/NAME");
    }
  }

  private static boolean isAddress(String address) {
    try {
      return URI.create(address).getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
