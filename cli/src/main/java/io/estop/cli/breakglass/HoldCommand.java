package io.estop.cli.breakglass;

import io.estop.cli.ExitCodes;
import io.estop.cli.Failure;
import io.estop.cli.Screens;
import io.estop.halt.breakglass.Journal;
import io.estop.halt.breakglass.JournalEntry;
import io.estop.halt.press.HoldPlaces.Held;
import io.estop.halt.press.PressResult.Place;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.model.people.Person;
import io.estop.venues.Venue;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a scope without the starter, and cancels its orders at the venues. */
@Command(
    name = "hold",
    mixinStandardHelpOptions = true,
    description = {
      "Holds SCOPE on board and flag directly, whichever answers; CANCEL also cancels its working",
      "orders at each configured venue. Needs neither starter nor Temporal. Safe to repeat with the",
      "same --stop-id; the system adopts the hold as a stop under that id once it is back."
    })
final class HoldCommand implements Callable<Integer> {
  private static final int THREADS = 32;
  private static final long BETWEEN_PASSES_MILLIS = 300;

  private final Map<String, String> variables;
  @Mixin private final Glass glass = new Glass();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SCOPE",
      description = "firm, venue:paper, account:paper/PA1, symbol:AAPL, …")
  private Scope scope = Scope.firm();

  @Option(names = "--action", required = true, description = "HALT or CANCEL.")
  private Action action = Action.HALT;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
  private String reason = "";

  @Option(
      names = "--stop-id",
      paramLabel = "ID",
      description = "Your own name for this stop (default: a new one, printed before all else).")
  private @Nullable StopId stopId;

  HoldCommand(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public Integer call() {
    GlassSettings settings = glass.settings(variables);
    Person person = Glass.person(settings, variables);
    Press press = press(person);
    List<GlassVenue> venues = settings.venues();
    PrintWriter err = Screens.err(spec);
    err.println("stop id " + press.stopId());
    Journal journal = new Journal(settings.journal());
    JournalEntry entry =
        Glass.entry(
            settings,
            person,
            "hold",
            press.stopId().value(),
            Map.of("scope", scope.toString(), "action", action.name(), "reason", reason));
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try (Places places = new Places(settings, executor)) {
      places.requireEnvironment();
      Glass.record(journal, entry, err);
      Held held = places.hold(press);
      refuseEnded(held);
      List<VenueDesk.Result> desks = cancel(venues, executor);
      Glass.record(journal, entry.with(results(held, desks)), err);
      return say(press, held, desks);
    } finally {
      executor.shutdownNow();
    }
  }

  private Press press(Person person) {
    if (action.includes(Action.FLATTEN)) {
      throw Failure.usage(
          "hold closes no position: hold with --action CANCEL, or break the glass with"
              + " estop break-glass flatten");
    }
    if (scope.isDrill()) {
      throw Failure.usage("a drill has no glass to break: " + scope);
    }
    StopId id = stopId == null ? new StopId("glass-" + UUID.randomUUID()) : stopId;
    try {
      Cause cause =
          new Cause(
              TriggerKind.ADMINISTRATOR_COMMAND, person.name(), "break-glass: " + reason.strip());
      return new Press(id, scope, action, cause, Clock.systemUTC().instant());
    } catch (IllegalArgumentException malformed) {
      throw Failure.usage("--reason: " + malformed.getMessage());
    }
  }

  private void refuseEnded(Held held) {
    if (held.answer() == PressAnswer.ENDED) {
      throw Failure.refused(
          "a stop with this id has ended and nothing was done: hold with a new --stop-id");
    }
  }

  // Every venue at once: one that hangs delays no other.
  private List<VenueDesk.Result> cancel(List<GlassVenue> venues, ExecutorService executor) {
    if (!action.includes(Action.CANCEL) || !VenueDesk.canTell(scope)) {
      return List.of();
    }
    ExecutorService desks = Executors.newCachedThreadPool();
    try {
      List<Future<VenueDesk.Result>> asked = new ArrayList<>();
      for (GlassVenue venue : venues) {
        if (VenueDesk.touches(scope, venue.account())) {
          asked.add(desks.submit(() -> cancel(venue, executor)));
        }
      }
      return results(asked);
    } finally {
      desks.shutdownNow();
    }
  }

  private VenueDesk.Result cancel(GlassVenue glassVenue, ExecutorService executor) {
    try (Venue venue = glassVenue.open()) {
      return new VenueDesk(venue, executor, HoldCommand::pause).cancelAll(scope);
    }
  }

  private static List<VenueDesk.Result> results(List<Future<VenueDesk.Result>> asked) {
    List<VenueDesk.Result> results = new ArrayList<>();
    for (Future<VenueDesk.Result> one : asked) {
      try {
        results.add(one.get());
      } catch (ExecutionException failed) {
        throw new IllegalStateException("cancelling at a venue", failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw Failure.unreachable("interrupted while cancelling: look at the venues yourself");
      }
    }
    return results;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_PASSES_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> results(Held held, List<VenueDesk.Result> desks) {
    Map<String, String> results = new LinkedHashMap<>();
    held.places().forEach(place -> results.put(place.place(), String.valueOf(place.done())));
    for (VenueDesk.Result desk : desks) {
      results.put(
          "venue " + desk.account(),
          desk.over().size() + " over, " + desk.open().size() + " open " + desk.trouble());
    }
    return results;
  }

  private int say(Press press, Held held, List<VenueDesk.Result> desks) {
    PrintWriter out = Screens.out(spec);
    boolean board = held.places().get(0).done();
    boolean flag = held.places().get(1).done();
    out.println(headline(board, flag));
    held.places().forEach(place -> out.println("  " + line(place)));
    desks.forEach(desk -> sayDesk(out, desk));
    sayUntold(out, desks);
    if (!flag) {
      out.println("once PostgreSQL and the starter are back: estop break-glass deliver");
    }
    out.println("again, any number of times: --stop-id " + press.stopId());
    boolean cancelled = desks.stream().allMatch(VenueDesk.Result::isDone) && !isUntold(desks);
    if (flag && cancelled) {
      return ExitCodes.DONE;
    }
    boolean nobody = !board && !flag && desks.stream().noneMatch(VenueDesk.Result::isDone);
    return nobody ? ExitCodes.UNREACHABLE : ExitCodes.ANSWERED_NO;
  }

  private static String headline(boolean board, boolean flag) {
    if (board && flag) {
      return "HELD: gates deny, and PostgreSQL has the hold: it lasts";
    }
    if (board) {
      return "HELD_NOT_DURABLE: gates deny now; PostgreSQL does NOT have the hold: a lost Redis"
          + " would lose it";
    }
    if (flag) {
      return "DURABLE_NOT_ON_BOARD: PostgreSQL has the hold: it lasts. The board does NOT:"
          + " gates that cannot reach Redis deny within a second because they hear nothing";
    }
    return "NOT_HELD: neither board nor flag has the hold. Gates that reach neither Redis nor a"
        + " keeper deny by themselves within seconds, but NOTHING holds them once these are back:"
        + " run this again until it does, and halt the trading systems by hand";
  }

  static String line(Place place) {
    return place.place()
        + (place.done() ? " holds" : " does NOT hold")
        + " ("
        + place.detail()
        + ")";
  }

  private static void sayDesk(PrintWriter out, VenueDesk.Result desk) {
    out.println(
        "  venue "
            + desk.account()
            + ": "
            + desk.over().size()
            + " orders are over, "
            + desk.open().size()
            + " are STILL OPEN"
            + (desk.trouble().isEmpty() ? "" : "; NOT CONFIRMED: " + desk.trouble()));
    desk.over().forEach(order -> out.println("    over   " + order));
    desk.open().forEach(order -> out.println("    OPEN   " + order));
  }

  private boolean isUntold(List<VenueDesk.Result> desks) {
    return action.includes(Action.CANCEL) && desks.isEmpty();
  }

  private void sayUntold(PrintWriter out, List<VenueDesk.Result> desks) {
    if (isUntold(desks)) {
      out.println(
          "  NO order was cancelled: "
              + (VenueDesk.canTell(scope)
                  ? "no configured venue belongs to " + scope
                  : "a venue does not tell whose orders are those of " + scope));
    } else if (!action.includes(Action.CANCEL)) {
      out.println("  working orders stay as they are: --action CANCEL cancels them");
    }
  }
}
