package io.estop.cli.breaker;

import io.estop.breaker.rules.RuleFile;
import io.estop.cli.ExitCodes;
import io.estop.cli.Failure;
import io.estop.cli.Screens;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RulesRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Plays rules over history: when they would have warned, tripped and been armed again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Plays rules over history, before they are armed: when they would have warned, tripped, and",
      "been armed again by people who do so as soon as they may. Needs no running system."
    })
final class ReplayCommand implements Callable<Integer> {
  private final JsonMapper json = JsonMapper.builder().build();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--csv",
      required = true,
      paramLabel = "FILE",
      description = {
        "History: a heading, a column of time, columns of numbers: close, volume, equity, …;",
        "of quotes bid and ask, of depth bid_size and ask_size, which tell spread, depth and",
        "prices."
      })
  private Path csv = Path.of("");

  @Option(
      names = "--rules",
      required = true,
      paramLabel = "FILE",
      description = "Rules in YAML; config/rules has examples.")
  private Path rules = Path.of("");

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column to read (default: as the metric needs).")
  private @Nullable String column;

  @Option(
      names = "--rearm-after",
      paramLabel = "N",
      description = "Instead of each rule's own: calm readings in a row.")
  private @Nullable Integer rearmAfter;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = {
        "CSV of days that should trip (column date): tells how many trips fell on one, and on how",
        "many of those that the history covers one fell."
      })
  private @Nullable Path labels;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Writes a drawing: .svg, or .html with a table. One rule only.")
  private @Nullable Path plot;

  @Option(names = "--suggest", description = "Shows trips per year against the trip level.")
  private boolean suggest;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean asJson;

  @Override
  public Integer call() {
    List<Rule> asked = rules().stream().map(this::adapted).toList();
    if (plot != null && asked.size() != 1) {
      throw Failure.usage("--plot draws one rule but " + rules + " has " + asked.size());
    }
    Map<List<Input>, History> histories = new HashMap<>();
    List<Replayed> replays = new ArrayList<>();
    for (Rule rule : asked) {
      List<Input> inputs = column == null ? Input.of(rule.metric()) : List.of(Input.column(column));
      replays.add(
          Replayed.of(
              rule, histories.computeIfAbsent(inputs, wanted -> History.read(csv, wanted))));
    }
    ReplayPrinter printer =
        new ReplayPrinter(labels == null ? Set.of() : History.days(labels), suggest);
    if (asJson) {
      Screens.out(spec).println(json.writeValueAsString(printer.object(replays)));
    } else {
      replays.forEach(replayed -> printer.print(Screens.out(spec), replayed));
    }
    if (plot != null) {
      draw(plot, new ReplayPage(replays.get(0)));
    }
    return ExitCodes.DONE;
  }

  private List<Rule> rules() {
    try {
      return RuleFile.read(rules);
    } catch (RulesRefusedException refused) {
      throw Failure.usage(String.join("\n  ", refused.errors()));
    }
  }

  private Rule adapted(Rule rule) {
    try {
      return rearmAfter == null ? rule : rule.rearmedAfter(rearmAfter);
    } catch (IllegalArgumentException refused) {
      throw Failure.usage(String.valueOf(refused.getMessage()));
    }
  }

  private static void draw(Path file, ReplayPage page) {
    boolean isDrawing = file.toString().endsWith(".svg");
    try {
      Files.writeString(file, isDrawing ? page.svg() : page.html(), StandardCharsets.UTF_8);
    } catch (IOException unwritable) {
      throw Failure.usage(file + " cannot be written: " + unwritable);
    }
  }
}
