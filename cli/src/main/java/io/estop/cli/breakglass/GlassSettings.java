package io.estop.cli.breakglass;

import io.estop.cli.Failure;
import io.estop.halt.breakglass.Identities;
import io.estop.halt.breakglass.Identities.Identity;
import io.estop.model.EnvironmentId;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.model.trading.Account;
import io.estop.venues.alpaca.AlpacaSettings;
import io.estop.venues.alpaca.AlpacaVenue;
import io.estop.venues.fix.FixSettings;
import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.FixSettings.Trust;
import io.estop.venues.fix.FixVenue;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What break-glass connects to: a properties file of its own, each key also as an environment
 * variable ({@code postgres.password} is {@code ESTOP_BREAKGLASS_POSTGRES_PASSWORD}), which wins.
 */
final class GlassSettings {
  private static final String PREFIX = "ESTOP_BREAKGLASS_";
  private static final int MOST = 64;
  private static final Pattern KNOWN =
      Pattern.compile(
          "environment|journal|acknowledge-within-millis|liquidation\\.timeout-seconds|redis\\.url|postgres\\.(url|username|password)"
              + "|identities\\.\\d{1,2}\\.(name|role|token-sha256)"
              + "|venues\\.\\d{1,2}\\.(name|account|trading-url|data-url|key-id|secret-key"
              + "|environment|request-timeout-millis|requests-per-minute|type"
              + "|fix\\.(host|port|sender-comp-id|target-comp-id|username|password|tls|trust-store"
              + "|trust-store-password|heartbeat-millis|trading-session|do-not-increase"
              + "|reset-on-logon|store-folder))");

  private final Properties file;
  private final Map<String, String> variables;

  private GlassSettings(Properties file, Map<String, String> variables) {
    this.file = file;
    this.variables = variables;
  }

  /**
   * Reads the file, if there is one, and refuses keys that nobody knows: a mistyped one must not
   * show when it is needed.
   */
  static GlassSettings read(Path path, boolean required, Map<String, String> variables) {
    Properties properties = new Properties();
    if (required || Files.exists(path)) {
      try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw Failure.usage("the settings cannot be read: " + unreadable);
      }
    }
    for (String key : properties.stringPropertyNames()) {
      if (!KNOWN.matcher(key).matches()) {
        throw Failure.usage(path + ": unknown key '" + key + "'; see docs/RUNBOOK.md");
      }
    }
    return new GlassSettings(properties, variables);
  }

  EnvironmentId environment() {
    return checked("environment", EnvironmentId::parse);
  }

  Path journal() {
    return checked(
        "journal",
        text -> Path.of(text.isEmpty() ? System.getProperty("user.home") + "/.estop" : text));
  }

  /** Returns the address of Redis, empty where none is configured. */
  String redisUrl() {
    return value("redis.url");
  }

  String postgresUrl() {
    return value("postgres.url");
  }

  String postgresUser() {
    return value("postgres.username");
  }

  String postgresPassword() {
    return value("postgres.password");
  }

  /** Returns how long closing may take. */
  Duration timeout() {
    return Duration.ofSeconds(number("liquidation.timeout-seconds", 300));
  }

  /** Returns how long components are waited for to say that they deny. */
  Duration acknowledgeWithin() {
    return Duration.ofMillis(number("acknowledge-within-millis", 2_000));
  }

  Identities identities() {
    List<Identity> known = new ArrayList<>();
    for (int i = 0; i < MOST && !value("identities." + i + ".name").isEmpty(); i++) {
      String key = "identities." + i;
      Role role = checked(key + ".role", GlassSettings::role);
      Person person = checked(key + ".name", name -> new Person(name, role));
      known.add(checked(key + ".token-sha256", hash -> new Identity(person, hash)));
    }
    return new Identities(known);
  }

  private static Role role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of " + Arrays.toString(Role.values()) + " but was: " + word));
  }

  /** Returns the accounts; one of another environment refuses everything. */
  List<GlassVenue> venues() {
    List<GlassVenue> venues = new ArrayList<>();
    for (int i = 0; i < MOST && !value("venues." + i + ".name").isEmpty(); i++) {
      venues.add(venue("venues." + i + "."));
    }
    return venues;
  }

  private GlassVenue venue(String key) {
    if (!value(key + "environment").equals(environment().value())) {
      throw Failure.usage(
          key
              + "environment is '"
              + value(key + "environment")
              + "' but these settings are for '"
              + environment()
              + "': nothing was done");
    }
    return switch (value(key + "type")) {
      case "", "alpaca" -> {
        AlpacaSettings settings = alpaca(key);
        yield new GlassVenue(
            settings.account(),
            settings.requestTimeout(),
            clock -> new AlpacaVenue(settings, clock));
      }
      case "fix" -> {
        FixSettings settings = fix(key);
        yield new GlassVenue(
            settings.account(), settings.requestTimeout(), clock -> new FixVenue(settings, clock));
      }
      default ->
          throw Failure.usage(key + "type must be alpaca or fix but was: " + value(key + "type"));
    };
  }

  private AlpacaSettings alpaca(String key) {
    URI trading = checked(key + "trading-url", URI::create);
    URI data = value(key + "data-url").isEmpty() ? trading : checked(key + "data-url", URI::create);
    return checked(
        key + "account",
        account ->
            new AlpacaSettings(
                value(key + "name"),
                account,
                trading,
                data,
                value(key + "key-id"),
                value(key + "secret-key"),
                timeout(key),
                perMinute(key),
                16));
  }

  private FixSettings fix(String key) {
    String fix = key + "fix.";
    Account account = checked(key + "account", number -> new Account(value(key + "name"), number));
    Endpoint endpoint =
        checked(
            fix + "host", host -> new Endpoint(host, (int) number(fix + "port", 0), trust(fix)));
    Parties parties =
        checked(
            fix + "sender-comp-id",
            sender ->
                new Parties(
                    sender,
                    value(fix + "target-comp-id"),
                    value(fix + "username"),
                    value(fix + "password")));
    Conduct conduct =
        checked(
            fix + "trading-session",
            session ->
                new Conduct(
                    Duration.ofMillis(number(fix + "heartbeat-millis", 10_000)),
                    session,
                    is(fix + "do-not-increase", true),
                    is(fix + "reset-on-logon", false)));
    Path stores =
        value(fix + "store-folder").isEmpty()
            ? journal().resolve("fix")
            : checked(fix + "store-folder", Path::of);
    return checked(
        key + "request-timeout-millis",
        ignored ->
            new FixSettings(
                account,
                endpoint,
                parties,
                conduct,
                stores.resolve(account.toString().replace('/', '-')),
                timeout(key),
                perMinute(key),
                false));
  }

  private Optional<Trust> trust(String fix) {
    if (!is(fix + "tls", false)) {
      return Optional.empty();
    }
    return Optional.of(
        value(fix + "trust-store").isEmpty()
            ? Trust.ofJava()
            : checked(
                fix + "trust-store",
                store -> new Trust(Path.of(store), value(fix + "trust-store-password"))));
  }

  private Duration timeout(String key) {
    return Duration.ofMillis(number(key + "request-timeout-millis", 2_000));
  }

  private int perMinute(String key) {
    return (int) number(key + "requests-per-minute", 200);
  }

  private boolean is(String key, boolean otherwise) {
    return switch (value(key)) {
      case "" -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default -> throw Failure.usage(key + " must be true or false but was: " + value(key));
    };
  }

  private long number(String key, long otherwise) {
    return value(key).isEmpty() ? otherwise : checked(key, Long::parseLong);
  }

  private <T> T checked(String key, Function<String, T> parse) {
    try {
      return parse.apply(value(key));
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage(
          "break-glass setting " + key + " (" + variable(key) + "): " + malformed.getMessage());
    }
  }

  private String value(String key) {
    String variable = variables.get(variable(key));
    return (variable == null ? file.getProperty(key, "") : variable).strip();
  }

  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
