package io.estop.cli.breakglass;

import io.estop.cli.ExitCodes;
import io.estop.cli.Failure;
import io.estop.cli.Screens;
import io.estop.halt.breakglass.Journal;
import io.estop.halt.breakglass.JournalEntry;
import io.estop.halt.press.HoldPlaces.Held;
import io.estop.liquidation.Flattening.Verdict;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Outcome;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.model.people.Person;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds, cancels, closes and verifies a scope without starter and Temporal. */
@Command(
    name = "flatten",
    mixinStandardHelpOptions = true,
    description = {
      "Holds SCOPE, cancels its orders and closes its positions, in this process: needs PostgreSQL",
      "and the venues, neither starter nor Temporal. Goes on with the stop that lives on SCOPE, if",
      "one does; once Temporal is back the system goes on with what this left. Safe to repeat."
    })
final class FlattenCommand implements Callable<Integer> {
  private static final int THREADS = 32;
  private static final Duration SHORTEST_CLOSING = Duration.ofSeconds(10);
  private static final Duration LONGEST_CLOSING = Duration.ofHours(2);
  private static final Duration LONGEST_HEARING = Duration.ofSeconds(60);

  private final Map<String, String> variables;
  @Mixin private final Glass glass = new Glass();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SCOPE", description = "firm, venue:paper, account:paper/PA1, symbol:…")
  private Scope scope = Scope.firm();

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
  private String reason = "";

  @Option(
      names = "--stop-id",
      paramLabel = "ID",
      description = "Your own name for this stop (default: that of the one that lives on SCOPE).")
  private @Nullable StopId stopId;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = {
        "For closing, 10s to 2h (default: the settings' liquidation.timeout-seconds, else 300s);",
        "what is left then is named."
      })
  private @Nullable Duration timeout;

  @Option(
      names = "--acknowledge-within",
      paramLabel = "TIME",
      description = {
        "How long components are waited for to say that they deny, 2s to 60s (default: the",
        "settings' acknowledge-within-millis, else 2s); who did not is named, and it goes on."
      })
  private @Nullable Duration acknowledgeWithin;

  FlattenCommand(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public Integer call() {
    GlassSettings settings = glass.settings(variables);
    Person person = Glass.person(settings, variables);
    requireSense(settings);
    FlattenDesk.Times times = times(settings);
    PrintWriter err = Screens.err(spec);
    Journal journal = new Journal(settings.journal());
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try (Places places = new Places(settings, executor)) {
      Press press = press(person, places);
      err.println("stop id " + press.stopId());
      JournalEntry entry =
          Glass.entry(
              settings,
              person,
              "hold",
              press.stopId().value(),
              Map.of("scope", scope.toString(), "action", "FLATTEN", "reason", reason));
      Glass.record(journal, entry, err);
      Held held = hold(places, press);
      try (FlattenDesk desk = new FlattenDesk(settings, places, executor)) {
        Verdict verdict = desk.flatten(press, times, this::tell);
        Glass.record(
            journal, entry.with(Map.of("flag", "true", "outcome", verdict.outcome().name())), err);
        return say(press, held, verdict);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void requireSense(GlassSettings settings) {
    if (!VenueDesk.canTell(scope)) {
      throw Failure.usage("a venue does not tell which positions are those of " + scope);
    }
    if (settings.venues().stream().noneMatch(v -> VenueDesk.touches(scope, v.account()))) {
      throw Failure.usage("no configured venue belongs to " + scope + ": nothing was done");
    }
  }

  private FlattenDesk.Times times(GlassSettings settings) {
    Duration closing = timeout == null ? settings.timeout() : timeout;
    Duration hearing = acknowledgeWithin == null ? settings.acknowledgeWithin() : acknowledgeWithin;
    requireBetween(
        "--timeout (liquidation.timeout-seconds)", closing, SHORTEST_CLOSING, LONGEST_CLOSING);
    requireBetween(
        "--acknowledge-within (acknowledge-within-millis)",
        hearing,
        GateHearing.GATES_DENY,
        LONGEST_HEARING);
    return new FlattenDesk.Times(closing, hearing);
  }

  private static void requireBetween(
      String name, Duration value, Duration shortest, Duration longest) {
    if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
      throw Failure.usage(name + " must be " + shortest + " to " + longest + " but was: " + value);
    }
  }

  private Press press(Person person, Places places) {
    StopId id =
        stopId != null
            ? stopId
            : places.liveOn(scope).orElseGet(() -> new StopId("glass-" + UUID.randomUUID()));
    try {
      Cause cause =
          new Cause(
              TriggerKind.ADMINISTRATOR_COMMAND, person.name(), "break-glass: " + reason.strip());
      return new Press(id, scope, Action.FLATTEN, cause, Clock.systemUTC().instant());
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage("--reason: " + malformed.getMessage());
    }
  }

  private Held hold(Places places, Press press) {
    Held held = places.hold(press);
    if (held.answer() == PressAnswer.ENDED) {
      throw Failure.refused(
          "a stop with this id has ended and nothing was done: flatten with a new --stop-id");
    }
    if (!held.places().get(1).done()) {
      throw Failure.unreachable(
          "PostgreSQL does not have the hold ("
              + held.places().get(1).detail()
              + "): no closing order is sent without it. The board "
              + (held.places().get(0).done() ? "holds" : "does NOT hold")
              + "; cancel with: estop break-glass hold "
              + scope
              + " --action CANCEL --stop-id "
              + press.stopId());
    }
    return held;
  }

  private void tell(String line) {
    Screens.err(spec).println(line);
  }

  private int say(Press press, Held held, Verdict verdict) {
    PrintWriter out = Screens.out(spec);
    held.places().forEach(place -> out.println("  " + HoldCommand.line(place)));
    out.println(verdict.outcome() + ": " + verdict.text());
    out.println("again, any number of times: --stop-id " + press.stopId());
    return verdict.outcome() == Outcome.FLAT ? ExitCodes.DONE : ExitCodes.ANSWERED_NO;
  }
}
