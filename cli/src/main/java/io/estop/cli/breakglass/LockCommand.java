package io.estop.cli.breakglass;

import io.estop.cli.ExitCodes;
import io.estop.cli.Failure;
import io.estop.cli.Screens;
import io.estop.halt.breakglass.Journal;
import io.estop.halt.breakglass.JournalEntry;
import io.estop.model.people.Person;
import io.estop.venues.Answer;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.Venue;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets or lifts the venue's own lock of an account: an act of its own, beside every hold. */
@Command(mixinStandardHelpOptions = true)
final class LockCommand implements Callable<Integer> {
  private final Map<String, String> variables;
  private final boolean locks;
  @Mixin private final Glass glass = new Glass();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ACCOUNT", description = "VENUE/NUMBER, as in paper/PA1.")
  private String account = "";

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "One sentence.")
  private String reason = "";

  LockCommand(Map<String, String> variables, boolean locks) {
    this.variables = variables;
    this.locks = locks;
  }

  @Override
  public Integer call() {
    GlassSettings settings = glass.settings(variables);
    Person person = Glass.person(settings, variables);
    GlassVenue venue =
        settings.venues().stream()
            .filter(known -> known.account().toString().equals(account))
            .findFirst()
            .orElseThrow(
                () ->
                    Failure.usage(
                        "the settings name no account " + account + ": nothing was done"));
    PrintWriter err = Screens.err(spec);
    if (locks) {
      err.println(
          "from now on "
              + account
              + " takes no order of anybody: also the closing orders of a stop are refused until"
              + " 'estop break-glass unlock "
              + account
              + "'");
    }
    Journal journal = new Journal(settings.journal());
    JournalEntry entry =
        Glass.entry(settings, person, locks ? "lock" : "unlock", account, Map.of("reason", reason));
    Glass.record(journal, entry, err);
    try (Venue desk = venue.open()) {
      Answer<Boolean> answer = set(desk);
      Glass.record(journal, entry.with(Map.of("locked", said(answer))), err);
      return say(answer);
    }
  }

  // Keys of another account must not lock a stranger's.
  private Answer<Boolean> set(Venue venue) {
    EnvironmentCheck check = EnvironmentCheck.of(venue);
    if (check instanceof EnvironmentCheck.Other other) {
      return new Answer.Missing<>(other.sentence());
    }
    if (check instanceof EnvironmentCheck.Unknown unknown) {
      return new Answer.Missing<>(unknown.why());
    }
    return venue.suspendTrading(locks);
  }

  private static String said(Answer<Boolean> answer) {
    return answer.known().map(String::valueOf).orElseGet(() -> answer.failure().orElse(""));
  }

  private int say(Answer<Boolean> answer) {
    PrintWriter out = Screens.out(spec);
    if (answer.known().isEmpty()) {
      out.println(
          "UNKNOWN: "
              + account
              + " may or may not be locked ("
              + said(answer)
              + "): run it again, or call the venue");
      return ExitCodes.UNREACHABLE;
    }
    boolean locked = answer.known().get();
    out.println(
        locked
            ? "LOCKED: " + account + " takes no order, closing orders neither; cancels still pass"
            : "NOT LOCKED: " + account + " takes orders; holds on the board still deny");
    return locked == locks ? ExitCodes.DONE : ExitCodes.ANSWERED_NO;
  }
}
