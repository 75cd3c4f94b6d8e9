package io.estop.cli.breakglass;

import io.estop.cli.Failure;
import io.estop.halt.breakglass.Journal;
import io.estop.halt.breakglass.JournalEntry;
import io.estop.model.people.Person;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every act of break-glass needs: settings, a known person, the journal. */
final class Glass {
  /** The environment variable with the token. */
  static final String TOKEN = "ESTOP_BREAKGLASS_TOKEN";

  private static final Path USUAL = Path.of("config", "break-glass.properties");

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Where to connect to and who may (default: config/break-glass.properties).")
  private @Nullable Path file;

  GlassSettings settings(Map<String, String> variables) {
    return GlassSettings.read(file == null ? USUAL : file, file != null, variables);
  }

  /** Returns who breaks the glass; checked against the settings alone. */
  static Person person(GlassSettings settings, Map<String, String> variables) {
    String token = variables.getOrDefault(TOKEN, "").strip();
    if (token.isEmpty()) {
      throw Failure.usage("no token: set the environment variable " + TOKEN);
    }
    Optional<Person> person = settings.identities().person(token);
    if (person.isEmpty()) {
      throw Failure.usage("the settings know nobody with this token: nothing was done");
    }
    if (!person.get().role().presses()) {
      throw Failure.usage(
          person.get().name()
              + " has the role "
              + person.get().role()
              + ", which may not break the glass: nothing was done");
    }
    return person.get();
  }

  static JournalEntry entry(
      GlassSettings settings,
      Person person,
      String act,
      String subject,
      Map<String, String> details) {
    return new JournalEntry(
        UUID.randomUUID().toString(),
        Clock.systemUTC().instant(),
        settings.environment().value(),
        person.name(),
        act,
        subject,
        details,
        Map.of());
  }

  /** Writes what is done. Nobody waits for a record: a journal that cannot be written is told. */
  static void record(Journal journal, JournalEntry entry, PrintWriter err) {
    try {
      journal.add(entry);
    } catch (IOException unwritable) {
      err.println(
          "estop: NOT in the journal "
              + journal.file()
              + " ("
              + unwritable
              + "): write down yourself what was done; it goes on");
    }
  }
}
