package io.estop.modelcheck;

import io.estop.modelcheck.world.Explorer;
import io.estop.modelcheck.world.World;

public final class ExplorerTry {
  private ExplorerTry() {}

  public static void main(String[] words) {
    World world = World.named("try").stops(1, 0);
    int most = 200_000;
    for (String word : words) {
      String[] two = word.split("=");
      int n = two.length > 1 ? Integer.parseInt(two[1]) : 0;
      world = switch (two[0]) {
        case "gates" -> world.gates(n);
        case "keepers" -> world.keepers(n);
        case "stops" -> world.stops(n / 10, n % 10);
        case "faults" -> world.faults(n);
        case "restarts" -> world.restarts(n);
        case "clock" -> world.clockSteps(n);
        case "inc" -> world.incarnations(n);
        case "messages" -> world.withMessages();
        case "slow" -> world.withSlowPolls();
        case "prompt" -> world.withPromptCalls();
        case "quiet" -> world.withQuiet();
        default -> { most = n; yield world; }
      };
    }
    Explorer.Result result = new Explorer(world).run(most);
    System.out.println(result.verdict() + " states=" + result.states() + " ms=" + result.millis() + " per s=" + result.states() * 1000L / Math.max(1, result.millis()) + " " + result.broken());
    result.trace().forEach(line -> System.out.println("   " + line));
    System.exit(0);
  }
}
