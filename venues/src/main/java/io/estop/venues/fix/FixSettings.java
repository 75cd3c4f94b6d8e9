package io.estop.venues.fix;

import io.estop.model.trading.Account;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach one account at one venue by FIX 4.4.
 *
 * @param account the venue's configured name and the account's number there
 * @param endpoint where the venue listens
 * @param parties who we are to it
 * @param conduct what was agreed with it
 * @param storeFolder where the session's sequence numbers last; one process at a time; a relative
 *     one from the working directory
 * @param requestTimeout longest wait of one call, up to 60 s
 * @param requestsPerMinute messages that this process may send in any minute, of which a fifth
 *     stays reserved for cancels and reads
 * @param forDrills whether the account is one of rehearsals, which no live stop touches
 */
public record FixSettings(
    Account account,
    Endpoint endpoint,
    Parties parties,
    Conduct conduct,
    Path storeFolder,
    Duration requestTimeout,
    int requestsPerMinute,
    boolean forDrills) {

  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
  private static final int MIN_REQUESTS = 5;
  private static final int MAX_REQUESTS = 10_000_000;
  private static final int MAX_PORT = 65_535;

  /**
   * Where the venue listens.
   *
   * @param host name, or address where nothing is encrypted: the venue's certificate must bear it,
   *     and of an address the library looks up a name that a stranger may have registered
   * @param port 1 to 65535
   * @param trust certificates that the venue's must come from; empty sends everything in the clear
   */
  public record Endpoint(String host, int port, Optional<Trust> trust) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    public Endpoint {
      require(!host.isBlank(), "host must not be blank");
      require(port >= 1 && port <= MAX_PORT, "port must be 1 to 65535 but was: " + port);
      require(
          trust.isEmpty() || !ADDRESS.matcher(host).matches(),
          "with tls host must be the name that the venue's certificate bears but was: " + host);
    }
  }

  /**
   * A trust store.
   *
   * @param store a file of certificates, JKS or PKCS12; a relative one from the working directory
   * @param password its password, never shown
   */
  public record Trust(Path store, String password) {
    private static final String STANDARD_PASSWORD = "changeit";

    public Trust {
      store = store.toAbsolutePath().normalize();
      // The library trusts everybody where it finds no such file.
      require(Files.isReadable(store), "trust-store must be a readable file but was: " + store);
    }

    /**
     * Returns what the keys {@code tls}, {@code trust-store} and {@code trust-store-password} mean.
     *
     * @param tls empty without
     * @param store path, a relative one from the working directory; empty for the authorities that
     *     this Java trusts
     */
    public static Optional<Trust> of(boolean tls, String store, String password) {
      if (!tls) {
        return Optional.empty();
      }
      return Optional.of(store.isBlank() ? ofJava() : new Trust(Path.of(store), password));
    }

    /** Returns the authorities that this Java trusts. */
    public static Trust ofJava() {
      return new Trust(
          Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"),
          STANDARD_PASSWORD);
    }

    /** Hides the password. */
    @Override
    public String toString() {
      return "Trust[" + store + "]";
    }
  }

  /**
   * Who we are to the venue.
   *
   * @param senderCompId our name, FIX tag 49; no other process may use it at the same time
   * @param targetCompId the venue's, tag 56
   * @param username tag 553 of the logon, empty for none
   * @param password tag 554 of the logon, empty for none, never shown
   */
  public record Parties(
      String senderCompId, String targetCompId, String username, String password) {
    public Parties {
      require(
          senderCompId.matches("[\\x21-\\x7e]+") && targetCompId.matches("[\\x21-\\x7e]+"),
          "sender-comp-id and target-comp-id must be visible characters but were: '"
              + senderCompId
              + "' and '"
              + targetCompId
              + "'");
    }

    /** Hides username and password. */
    @Override
    public String toString() {
      return senderCompId + "->" + targetCompId;
    }
  }

  /**
   * What was agreed with the venue.
   *
   * @param heartbeat tag 108, 1 s to 60 s
   * @param tradingSession tag 336 of questions for the session's state, empty for the only one
   * @param doNotIncrease whether orders carry ExecInst E, which the venue must read as reduce-only
   * @param resetOnLogon whether each logon begins with sequence number 1 on both sides
   */
  public record Conduct(
      Duration heartbeat, String tradingSession, boolean doNotIncrease, boolean resetOnLogon) {
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(60);

    public Conduct {
      require(
          heartbeat.toSeconds() >= 1 && heartbeat.compareTo(LONGEST_HEARTBEAT) <= 0,
          "heartbeat must be 1 s to 60 s but was: " + heartbeat);
    }
  }

  public FixSettings {
    storeFolder = storeFolder.toAbsolutePath().normalize();
    require(
        requestTimeout.compareTo(Duration.ZERO) > 0
            && requestTimeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "request-timeout must be above 0 and at most 60 s but was: " + requestTimeout);
    require(
        requestsPerMinute >= MIN_REQUESTS && requestsPerMinute <= MAX_REQUESTS,
        "requests-per-minute must be 5 to 10000000 but was: " + requestsPerMinute);
  }

  /** Returns the settings without secrets. */
  @Override
  public String toString() {
    return "FixSettings["
        + account
        + ", "
        + parties
        + " at "
        + endpoint.host()
        + ":"
        + endpoint.port()
        + "]";
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
