package io.estop.starter.wiring;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.rules.StandardRules;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.deadman.ArmedHours;
import io.estop.model.deadman.SwitchSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code estop} that this process reads. A bad value is refused at start.
 *
 * @param environment which deployment this is
 * @param tokens who may call
 * @param components which processes are expected to trade through a gate
 * @param breaker the circuit breaker that is kept running
 * @param halt bounds of the halt
 * @param deadMansSwitch whether and when somebody must confirm
 * @param slack whose slash commands and clicks count
 */
@ConfigurationProperties("estop")
public record EstopProperties(
    @DefaultValue("") String environment,
    @DefaultValue List<Token> tokens,
    @DefaultValue List<ExpectedComponent> components,
    @DefaultValue Breaker breaker,
    @DefaultValue Halt halt,
    @DefaultValue DeadMansSwitch deadMansSwitch,
    @DefaultValue Slack slack) {
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(2);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(1);

  public EstopProperties {
    String named = environment;
    checked("estop.environment", () -> EnvironmentId.parse(named));
    tokens = List.copyOf(tokens);
    components = List.copyOf(components);
  }

  /** Returns which deployment this is. */
  public EnvironmentId environmentId() {
    return EnvironmentId.parse(environment);
  }

  /**
   * One secret and whom it stands for.
   *
   * @param token at least 16 characters
   * @param name the person
   * @param role VIEWER, OPERATOR, RISK, COMPLIANCE, ADMIN or COMPONENT
   */
  public record Token(
      @DefaultValue("") String token,
      @DefaultValue("") String name,
      @DefaultValue("") String role) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return name + " " + role;
    }
  }

  /**
   * A process that is expected to trade through a gate.
   *
   * @param name as its gate is configured
   * @param maxOrderQuantity registered limit; without both limits REDUCED denies
   * @param maxPositionQuantity registered limit
   */
  public record ExpectedComponent(
      @DefaultValue("") String name,
      @Nullable BigDecimal maxOrderQuantity,
      @Nullable BigDecimal maxPositionQuantity) {
    public ExpectedComponent {
      if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
        throw new ConfigurationRefused(
            "estop.components: a name must be 1 to 64 of letters, digits, '.', '_' and '-' but was: "
                + name);
      }
      if ((maxOrderQuantity == null) != (maxPositionQuantity == null)) {
        throw new ConfigurationRefused(
            "estop.components: " + name + " must have both limits or none");
      }
      requireNotNegative(name, maxOrderQuantity);
      requireNotNegative(name, maxPositionQuantity);
    }

    private static void requireNotNegative(String name, @Nullable BigDecimal limit) {
      if (limit != null && limit.signum() < 0) {
        throw new ConfigurationRefused(
            "estop.components: a limit of " + name + " must not be negative but was: " + limit);
      }
    }
  }

  /**
   * The circuit breaker.
   *
   * @param enabled whether it is kept running
   * @param scope what it watches and presses
   * @param checkInterval between its looks
   * @param ticksPerRun looks after which its run continues as new
   * @param rules paths of rule files; texts, for Spring looks for paths among its resources
   */
  public record Breaker(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("firm") String scope,
      @DefaultValue("10s") Duration checkInterval,
      @DefaultValue("500") int ticksPerRun,
      @DefaultValue List<String> rules,
      @DefaultValue("5.0") BigDecimal maxDrawdownPercent,
      @DefaultValue("2") int confirmations) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_TICKS = 2_000;

    public Breaker {
      checked("estop.breaker.scope", () -> Scope.parse(scope));
      requireBetween("estop.breaker.check-interval", checkInterval, SHORTEST, LONGEST);
      if (ticksPerRun < 1 || ticksPerRun > MOST_TICKS) {
        throw new ConfigurationRefused(
            "estop.breaker.ticks-per-run must be 1 to " + MOST_TICKS + " but was: " + ticksPerRun);
      }
    }

    /** Returns all rules; the worker reads the same keys. */
    public RuleBook book() {
      return StandardRules.book(rules, scope, maxDrawdownPercent, confirmations);
    }
  }

  /**
   * Bounds of the halt.
   *
   * @param lease how long gates trade without the keeper
   * @param temporalTimeout how long a press waits for Temporal before it leaves it to the outbox
   * @param outboxFolder where presses are kept while PostgreSQL does not answer; this process' own
   */
  public record Halt(
      @DefaultValue("5s") Duration lease,
      @DefaultValue("1500ms") Duration temporalTimeout,
      @DefaultValue("outbox") String outboxFolder) {
    public Halt {
      checked("estop.halt.outbox-folder", () -> Path.of(requireText(outboxFolder)));
      requireBetween("estop.halt.lease", lease, SHORTEST_LEASE, LONGEST_LEASE);
      requireBetween(
          "estop.halt.temporal-timeout", temporalTimeout, Duration.ofMillis(100), LONGEST_LEASE);
    }
  }

  /**
   * The dead man's switch.
   *
   * @param enabled whether it is armed
   * @param scope what its expiry stops
   * @param timeout armed time from a confirmation to the expiry
   * @param warning how long before the expiry people are warned
   * @param hours when it is armed: always, us-equities, or like MON-FRI 08:00-17:30 Europe/London
   * @param checkInterval between two looks of its run
   * @param ticksPerRun looks after which its run continues as new
   */
  public record DeadMansSwitch(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("firm") String scope,
      @DefaultValue("120m") Duration timeout,
      @DefaultValue("30m") Duration warning,
      @DefaultValue("always") String hours,
      @DefaultValue("30s") Duration checkInterval,
      @DefaultValue("500") int ticksPerRun) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_TICKS = 500;

    public DeadMansSwitch {
      checked("estop.dead-mans-switch.scope", () -> Scope.parse(scope));
      checked(
          "estop.dead-mans-switch",
          () -> new SwitchSettings(timeout, warning, ArmedHours.parse(hours)));
      requireBetween("estop.dead-mans-switch.check-interval", checkInterval, SHORTEST, LONGEST);
      if (ticksPerRun < 1 || ticksPerRun > MOST_TICKS) {
        throw new ConfigurationRefused(
            "estop.dead-mans-switch.ticks-per-run must be 1 to "
                + MOST_TICKS
                + " but was: "
                + ticksPerRun);
      }
    }

    /** Returns one that is not armed. */
    public static DeadMansSwitch off() {
      return new DeadMansSwitch(
          false,
          "firm",
          Duration.ofHours(2),
          Duration.ofMinutes(30),
          "always",
          Duration.ofSeconds(30),
          MOST_TICKS);
    }

    /** Returns what its expiry stops. */
    public Scope stopped() {
      return Scope.parse(scope);
    }

    /** Returns how it is set. */
    public SwitchSettings settings() {
      return new SwitchSettings(timeout, warning, ArmedHours.parse(hours));
    }
  }

  /**
   * Slash commands and buttons of Slack.
   *
   * @param signingSecret of the Slack app; empty = nothing is taken
   * @param people who is who
   * @param responses how each address begins to which the answer to a click may be sent
   */
  public record Slack(
      @DefaultValue("") String signingSecret,
      @DefaultValue List<SlackPerson> people,
      @DefaultValue("https://hooks.slack.com/") String responses) {
    private static final int SHORTEST_SECRET = 16;

    public Slack {
      people = List.copyOf(people);
      if (!signingSecret.isEmpty() && signingSecret.length() < SHORTEST_SECRET) {
        throw new ConfigurationRefused(
            "estop.slack.signing-secret must be at least "
                + SHORTEST_SECRET
                + " characters but has "
                + signingSecret.length());
      }
      // Without the slash another host could begin with this one's name.
      if (!responses.matches("https?://[^/@]+/.*") || !responses.endsWith("/")) {
        throw new ConfigurationRefused(
            "estop.slack.responses must be like https://hooks.slack.com/ but was: " + responses);
      }
    }

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Slack" + people;
    }
  }

  /**
   * A user of Slack.
   *
   * @param userId as Slack has it: U012ABCDEF
   * @param name of a person in estop.tokens, whose role counts
   */
  public record SlackPerson(@DefaultValue("") String userId, @DefaultValue("") String name) {
    public SlackPerson {
      if (!userId.matches("[A-Z0-9]{1,32}") || name.isBlank()) {
        throw new ConfigurationRefused(
            "estop.slack.people: user-id must be 1 to 32 of A to Z and digits, with the name of a"
                + " person in estop.tokens, but was: "
                + userId
                + " "
                + name);
      }
    }
  }

  private static String requireText(String folder) {
    if (folder.isBlank()) {
      throw new IllegalArgumentException("a folder is needed, as in /var/lib/estop/outbox");
    }
    return folder;
  }

  private static void checked(String key, Supplier<?> parse) {
    try {
      parse.get();
    } catch (IllegalArgumentException malformed) {
      throw new ConfigurationRefused(key + ": " + malformed.getMessage());
    }
  }

  private static void requireBetween(String key, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new ConfigurationRefused(
          key + " must be " + least + " to " + most + " but was: " + value);
    }
  }
}
