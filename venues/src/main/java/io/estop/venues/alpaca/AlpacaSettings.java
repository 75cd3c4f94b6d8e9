package io.estop.venues.alpaca;

import io.estop.model.trading.Account;
import java.net.URI;
import java.time.Duration;

/**
 * How to reach one account at one Alpaca-speaking venue; the fields are the keys {@code
 * estop.venues[i].*}.
 *
 * @param name the venue's configured name
 * @param accountId the account's number at that venue
 * @param tradingUrl base address of {@code /v2/...}
 * @param dataUrl base address of the market data
 * @param keyId key, never shown
 * @param secretKey secret, never shown
 * @param requestTimeout longest wait of one call, up to 60 s
 * @param requestsPerMinute the venue's quota that this process may use, of which a fifth stays
 *     reserved for cancels and reads
 * @param parallelism most orders under way at once, and as many reads and cancels beside them
 * @param forDrills whether the account is one of rehearsals, which no live stop touches
 * @param cancelAllAfter how long the venue's own countdown is to run, whole seconds from 10 s to 10
 *     min and at least three times the request time-out; zero: it has none, as Alpaca itself
 */
public record AlpacaSettings(
    String name,
    String accountId,
    URI tradingUrl,
    URI dataUrl,
    String keyId,
    String secretKey,
    Duration requestTimeout,
    int requestsPerMinute,
    int parallelism,
    boolean forDrills,
    Duration cancelAllAfter) {

  private static final Duration SHORTEST_COUNTDOWN = Duration.ofSeconds(10);
  private static final Duration LONGEST_COUNTDOWN = Duration.ofMinutes(10);

  /** It is renewed at a third of its time: the first two requests may be lost. */
  private static final int REQUESTS_IN_COUNTDOWN = 3;

  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
  private static final int MIN_REQUESTS = 5;
  private static final int MAX_REQUESTS = 10_000_000;
  private static final int MAX_PARALLELISM = 256;

  /** An account at a venue that has no countdown. */
  public AlpacaSettings(
      String name,
      String accountId,
      URI tradingUrl,
      URI dataUrl,
      String keyId,
      String secretKey,
      Duration requestTimeout,
      int requestsPerMinute,
      int parallelism,
      boolean forDrills) {
    this(
        name,
        accountId,
        tradingUrl,
        dataUrl,
        keyId,
        secretKey,
        requestTimeout,
        requestsPerMinute,
        parallelism,
        forDrills,
        Duration.ZERO);
  }

  /** An account of live trading. */
  public AlpacaSettings(
      String name,
      String accountId,
      URI tradingUrl,
      URI dataUrl,
      String keyId,
      String secretKey,
      Duration requestTimeout,
      int requestsPerMinute,
      int parallelism) {
    this(
        name,
        accountId,
        tradingUrl,
        dataUrl,
        keyId,
        secretKey,
        requestTimeout,
        requestsPerMinute,
        parallelism,
        false);
  }

  public AlpacaSettings {
    tradingUrl = base("trading-url", tradingUrl);
    dataUrl = base("data-url", dataUrl);
    require(!keyId.isBlank(), "key-id must not be blank");
    require(!secretKey.isBlank(), "secret-key must not be blank");
    require(
        requestTimeout.compareTo(Duration.ZERO) > 0
            && requestTimeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "request-timeout must be above 0 and at most 60 s but was: " + requestTimeout);
    require(
        requestsPerMinute >= MIN_REQUESTS && requestsPerMinute <= MAX_REQUESTS,
        "requests-per-minute must be 5 to 10000000 but was: " + requestsPerMinute);
    require(
        parallelism >= 1 && parallelism <= MAX_PARALLELISM,
        "parallelism must be 1 to 256 but was: " + parallelism);
    requireCountdown(cancelAllAfter);
    require(
        cancelAllAfter.isZero()
            || cancelAllAfter.compareTo(requestTimeout.multipliedBy(REQUESTS_IN_COUNTDOWN)) >= 0,
        "cancel-all-after must be at least three times the request-timeout "
            + requestTimeout
            + " but was: "
            + cancelAllAfter);
    new Account(name, accountId);
  }

  static void requireCountdown(Duration time) {
    require(
        time.isZero()
            || (time.compareTo(SHORTEST_COUNTDOWN) >= 0
                && time.compareTo(LONGEST_COUNTDOWN) <= 0
                && time.getNano() == 0),
        "cancel-all-after must be 0 (none) or 10 s to 10 min, whole seconds, but was: " + time);
  }

  /** Returns the account that these settings name. */
  public Account account() {
    return new Account(name, accountId);
  }

  /** Returns the settings without key and secret. */
  @Override
  public String toString() {
    return "AlpacaSettings[" + account() + ", trading " + tradingUrl + ", data " + dataUrl + "]";
  }

  private static URI base(String key, URI url) {
    String scheme = url.getScheme();
    require(
        ("http".equals(scheme) || "https".equals(scheme))
            && url.getHost() != null
            && url.getUserInfo() == null
            && url.getQuery() == null,
        key
            + " must be http(s)://host[:port][/path] but names scheme and host: "
            + scheme
            + " and "
            + url.getHost());
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
