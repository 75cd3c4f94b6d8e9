package io.estop.starter.stop;

import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressService;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.wiring.EstopProperties;
import io.estop.store.breakglass.BreakGlassRecords;
import io.estop.store.flag.Flag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what a journal of break-glass tells. It names a person whom nobody authenticated here, so
 * the record says who delivered it; a hold that stood is pressed, one that never did is only
 * recorded: hours later nobody would expect it.
 */
@RestController
final class BreakGlassController {
  private static final Set<String> ACTS = Set.of("hold", "lock", "unlock");
  private static final int LONGEST = 500;

  private final BreakGlassRecords records;
  private final PressService presses;
  private final Flag flag;
  private final EstopProperties properties;

  BreakGlassController(
      BreakGlassRecords records, PressService presses, Flag flag, EstopProperties properties) {
    this.records = records;
    this.presses = presses;
    this.flag = flag;
    this.properties = properties;
  }

  /** One entry of a journal; {@code results} are empty where its process ended before it knew. */
  record Told(
      @Nullable String entryId,
      @Nullable String at,
      @Nullable String environment,
      @Nullable String person,
      @Nullable String act,
      @Nullable String subject,
      @Nullable Map<String, String> details,
      @Nullable Map<String, String> results) {}

  /**
   * What came of it.
   *
   * @param recorded whether it is new
   * @param answer of the press, or RECORDED where nothing was pressed
   */
  record TakenJson(boolean recorded, String answer) {}

  @PostMapping("/api/v1/break-glass")
  TakenJson take(@RequestBody Told told, HttpServletRequest request) {
    Person caller = Caller.allowed(request, Role::presses, "deliver a break-glass journal");
    try {
      requireEnvironment(told);
      Told entry = checked(told);
      boolean recorded = records.record(record(entry, caller));
      return new TakenJson(
          recorded, text(entry.act()).equals("hold") ? press(entry, caller) : "RECORDED");
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    } catch (PressRefusedException refused) {
      throw Problem.value(String.valueOf(refused.getMessage()));
    }
  }

  private void requireEnvironment(Told told) {
    if (!properties.environment().equals(told.environment())) {
      throw new Problem(
          HttpStatus.CONFLICT,
          "this entry is of environment '"
              + told.environment()
              + "' but this is '"
              + properties.environment()
              + "'");
    }
  }

  private static Told checked(Told told) {
    new StopId(text(told.entryId()));
    Instant.parse(text(told.at()));
    if (!ACTS.contains(text(told.act()))) {
      throw new IllegalArgumentException("act must be one of " + ACTS + " but was: " + told.act());
    }
    new Person(text(told.person()), Role.VIEWER);
    if (text(told.subject()).isBlank() || text(told.subject()).length() > LONGEST) {
      throw new IllegalArgumentException("subject must be 1 to " + LONGEST + " characters");
    }
    return told;
  }

  private static BreakGlassRecords.Entry record(Told entry, Person caller) {
    Map<String, String> details = new HashMap<>(texts(entry.details()));
    texts(entry.results()).forEach((key, value) -> details.put("result " + key, value));
    details.put("at", text(entry.at()));
    String act = text(entry.act());
    return new BreakGlassRecords.Entry(
        text(entry.entryId()),
        act,
        (act.equals("hold") ? "stop/" : "account/") + text(entry.subject()),
        text(entry.person()),
        caller.name(),
        details);
  }

  private String press(Told entry, Person caller) {
    StopId stop = StopId.parse(text(entry.subject()));
    Map<String, String> results = texts(entry.results());
    boolean stood = isTrue(results, "board") || isTrue(results, "flag") || flag.knows(stop);
    if (!stood) {
      return "RECORDED";
    }
    Map<String, String> details = texts(entry.details());
    Press press =
        new Press(
            stop,
            Scope.parse(details.getOrDefault("scope", "")),
            Action.valueOf(details.getOrDefault("action", "")),
            new Cause(
                TriggerKind.ADMINISTRATOR_COMMAND,
                text(entry.person()) + " by break-glass, told by " + caller.name(),
                details.getOrDefault("reason", "")),
            Instant.parse(text(entry.at())));
    return presses.press(press).answer().name();
  }

  private static boolean isTrue(Map<String, String> results, String place) {
    return "true".equals(results.get(place));
  }

  private static Map<String, String> texts(@Nullable Map<String, String> given) {
    return given == null ? Map.of() : given;
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
