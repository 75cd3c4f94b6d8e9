package io.estop.cli.breakglass;

import io.estop.cli.Failure;
import io.estop.halt.breakglass.Identities;
import io.estop.halt.breakglass.Identities.Identity;
import io.estop.model.EnvironmentId;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.venues.alpaca.AlpacaSettings;
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
          "environment|journal|redis\\.url|postgres\\.(url|username|password)"
              + "|identities\\.\\d{1,2}\\.(name|role|token-sha256)"
              + "|venues\\.\\d{1,2}\\.(name|account|trading-url|data-url|key-id|secret-key"
              + "|environment|request-timeout-millis|requests-per-minute)");

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
  List<AlpacaSettings> venues() {
    List<AlpacaSettings> venues = new ArrayList<>();
    for (int i = 0; i < MOST && !value("venues." + i + ".name").isEmpty(); i++) {
      venues.add(venue("venues." + i + "."));
    }
    return venues;
  }

  private AlpacaSettings venue(String key) {
    if (!value(key + "environment").equals(environment().value())) {
      throw Failure.usage(
          key
              + "environment is '"
              + value(key + "environment")
              + "' but these settings are for '"
              + environment()
              + "': nothing was done");
    }
    long timeout = number(key + "request-timeout-millis", 2_000);
    long perMinute = number(key + "requests-per-minute", 200);
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
                Duration.ofMillis(timeout),
                (int) perMinute,
                16));
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
