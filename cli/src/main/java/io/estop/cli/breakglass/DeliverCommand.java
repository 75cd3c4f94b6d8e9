package io.estop.cli.breakglass;

import io.estop.cli.Connection;
import io.estop.cli.ExitCodes;
import io.estop.cli.Failure;
import io.estop.cli.FrontDoor;
import io.estop.cli.Screens;
import io.estop.halt.breakglass.Journal;
import io.estop.halt.breakglass.JournalEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells the starter afterwards what was done, and by whom. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description = {
      "Posts the journal to the starter, with the token in ESTOP_TOKEN: the adopted stop then says",
      "who held and why. A hold that stood is made durable; one that never did is only recorded."
    })
final class DeliverCommand implements Callable<Integer> {
  private final Map<String, String> variables;
  @Mixin private final Glass glass = new Glass();
  @Mixin private final Connection connection = new Connection();
  @Spec private @Nullable CommandSpec spec;

  DeliverCommand(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public Integer call() {
    GlassSettings settings = glass.settings(variables);
    Journal journal = new Journal(settings.journal());
    FrontDoor door = connection.open(variables);
    try {
      return deliver(journal, settings, door);
    } catch (IOException unreadable) {
      throw Failure.refused("the journal " + journal.file() + ": " + unreadable);
    }
  }

  private int deliver(Journal journal, GlassSettings settings, FrontDoor door) throws IOException {
    PrintWriter out = Screens.out(spec);
    Journal.Content content = journal.read();
    int other = 0;
    for (JournalEntry entry : content.undelivered()) {
      if (!entry.environment().equals(settings.environment().value())) {
        out.println(
            "NOT delivered: " + entry.act() + " " + entry.subject() + " in " + entry.environment());
        other++;
      } else {
        JsonNode answer = door.post("/api/v1/break-glass", body(entry));
        journal.delivered(entry.entryId());
        out.println(
            "delivered: "
                + entry.act()
                + " "
                + entry.subject()
                + " by "
                + entry.person()
                + ": "
                + answer.path("answer").asString(""));
      }
    }
    out.println(
        content.undelivered().size()
            - other
            + " delivered now, "
            + content.delivered()
            + " before");
    content
        .damaged()
        .forEach(line -> out.println("DAMAGED: line " + line + " of " + journal.file()));
    return other == 0 && content.damaged().isEmpty() ? ExitCodes.DONE : ExitCodes.ANSWERED_NO;
  }

  private static Map<String, Object> body(JournalEntry entry) {
    Map<String, Object> body = new HashMap<>();
    body.put("entryId", entry.entryId());
    body.put("at", entry.at().toString());
    body.put("environment", entry.environment());
    body.put("person", entry.person());
    body.put("act", entry.act());
    body.put("subject", entry.subject());
    body.put("details", entry.details());
    body.put("results", entry.results());
    return body;
  }
}
