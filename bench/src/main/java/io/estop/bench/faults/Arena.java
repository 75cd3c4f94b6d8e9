package io.estop.bench.faults;

import io.estop.bench.faults.Fault.Victim;
import io.estop.bench.process.ChildJvm;
import io.estop.bench.process.OwnClassPath;
import io.estop.embedded.Routes;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.process.Progress;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import io.estop.embedded.service.BootService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The stack with a relay before every store for every process, and two components that trade. */
final class Arena implements AutoCloseable, Routes {
  static final List<String> COMPONENTS = List.of("campaign-0", "campaign-1");
  static final Duration LEASE = Duration.ofSeconds(2);
  static final Duration STALE_AFTER = Duration.ofSeconds(1);

  /** In which both components trade all the time, and which no stop ever holds. */
  static final String CONTROL = "CONTROL";

  private static final Duration SOON = Duration.ofSeconds(10);

  /** Asked for by the threads that start worker and starter. */
  private final Map<String, Relay> relays = new ConcurrentHashMap<>();

  private final List<ChildJvm> traders = new ArrayList<>();
  private final Stack stack;
  private final Warden warden;
  private final String classPath;
  private final boolean rogue;
  private int starts;

  Arena(List<String> symbols, boolean rogue, Progress progress) {
    this.rogue = rogue;
    this.stack = Stack.start(options(progress));
    if (!stack.temporal().facts().kind().startsWith("dev-server")) {
      stack.close();
      throw new StartFailure(
          "the campaign needs a durable Temporal server, see embedded/README.md");
    }
    this.warden = Warden.start(stack.folder());
    try {
      this.classPath = OwnClassPath.in(stack.folder());
      stack.paper().seed(market(symbols));
      COMPONENTS.forEach(name -> relays.put(name + " redis", new Relay(stack.redis().port())));
      COMPONENTS.forEach(name -> traders.add(trader(name)));
    } catch (RuntimeException e) {
      // Thrown on: nobody else has this object, so nobody else could end what has started.
      close();
      throw e;
    }
  }

  Stack stack() {
    return stack;
  }

  /** The relay in between; asked for while the stack starts. */
  @Override
  public int port(String process, String store, int port) {
    return relays.computeIfAbsent(process + " " + store, name -> new Relay(port)).port();
  }

  /** Tells both components what to trade from now on. */
  void offer(List<String> symbols) {
    traders.forEach(one -> one.control().ask("offer " + String.join(",", symbols), SOON));
  }

  void inject(Fault fault) {
    switch (fault.kind()) {
      case KILL -> kill(fault);
      case PAUSE -> signal("-STOP", pids(fault));
      case CUT_OFF -> relays(fault).forEach(Relay::cut);
    }
  }

  /** Ends the fault; a killed process is started again and waited for. */
  void heal(Fault fault, List<String> symbols) {
    switch (fault.kind()) {
      case KILL -> restart(fault, symbols);
      case PAUSE -> signal("-CONT", pids(fault));
      case CUT_OFF -> relays(fault).forEach(relay -> relay.heal(fault.late()));
    }
  }

  @Override
  public void close() {
    traders.forEach(ChildJvm::close);
    relays.values().forEach(Relay::close);
    warden.close();
    stack.close();
  }

  private void kill(Fault fault) {
    switch (fault.victim()) {
      case STARTER -> stack.starter().kill();
      case WORKER -> stack.worker().kill();
      case REDIS -> stack.redis().kill();
      case POSTGRES -> stack.database().kill();
      case TEMPORAL -> stack.temporal().kill();
      case COMPONENT -> traders.get(fault.component()).process().kill();
    }
  }

  private void restart(Fault fault, List<String> symbols) {
    switch (fault.victim()) {
      case STARTER -> restart(stack.starter());
      case WORKER -> restart(stack.worker());
      case REDIS -> stack.redis().restart();
      case POSTGRES -> stack.database().restart();
      case TEMPORAL -> stack.temporal().restart();
      case COMPONENT -> {
        traders.get(fault.component()).close();
        traders.set(fault.component(), trader(COMPONENTS.get(fault.component())));
        offer(symbols);
      }
    }
  }

  private static void restart(BootService service) {
    service.launch();
    service.awaitReady();
  }

  private List<Long> pids(Fault fault) {
    return switch (fault.victim()) {
      case STARTER -> List.of(stack.starter().pid());
      case WORKER -> List.of(stack.worker().pid());
      case REDIS -> List.of(stack.redis().pid());
      case POSTGRES -> stack.database().pids();
      case TEMPORAL -> List.of(stack.temporal().pid());
      case COMPONENT -> List.of(traders.get(fault.component()).process().pid());
    };
  }

  private List<Relay> relays(Fault fault) {
    String victim = fault.victim().name().toLowerCase(java.util.Locale.ROOT);
    boolean store =
        Stream.of(Victim.REDIS, Victim.POSTGRES, Victim.TEMPORAL).anyMatch(fault.victim()::equals);
    String name = fault.victim() == Victim.COMPONENT ? COMPONENTS.get(fault.component()) : victim;
    return relays.entrySet().stream()
        .filter(
            one -> store ? one.getKey().endsWith(" " + name) : one.getKey().startsWith(name + " "))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static void signal(String signal, List<Long> pids) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    pids.forEach(pid -> command.add(String.valueOf(pid)));
    try {
      Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(kill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      // A backend of PostgreSQL may have ended between being listed and being told.
      if (kill.waitFor() != 0 && pids.size() == 1) {
        throw new IllegalStateException(command + " failed: " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + signal, e);
    }
  }

  private ChildJvm trader(String component) {
    starts++;
    Relay redis = relays.get(component + " redis");
    if (redis == null) {
      throw new IllegalStateException(component + " has no relay");
    }
    ChildJvm trader =
        ChildJvm.start(
            new ChildJvm.Spec(
                component,
                TraderMain.class,
                List.of(
                    stack.environment(),
                    component,
                    Stack.ACCOUNT.toString(),
                    String.valueOf(redis.port()),
                    stack.paperService().address().toString(),
                    component + "-" + starts + "-",
                    rogue && component.equals(COMPONENTS.get(1)) ? "rogue" : "gated"),
                classPath,
                stack.folder()),
            warden);
    trader.control().ask(stack.tokens().venueKeyId() + " " + stack.tokens().venueSecretKey(), SOON);
    return trader;
  }

  private StackOptions options(Progress progress) {
    StackOptions options =
        StackOptions.defaults()
            .withEnvironment("campaign")
            .withRoutes(this)
            .withSetting("estop.halt.lease", LEASE.toMillis() + "ms")
            .withSetting("estop.halt.acknowledge-within", "500ms")
            .withSetting("estop.liquidation.hold-interval", "2s")
            // The book is filled anew right after it was closed; these reads lag behind nothing.
            .withSetting("estop.liquidation.read-lag", "1ms")
            .withPaperSetting("paper.movement", "0")
            .withProgress(progress);
    for (int i = 0; i < COMPONENTS.size(); i++) {
      options = options.withSetting("estop.components[" + i + "].name", COMPONENTS.get(i));
    }
    return options;
  }

  private static String market(List<String> symbols) {
    List<String> instruments =
        Stream.concat(Stream.of(CONTROL), symbols.stream())
            .map(
                symbol ->
                    "{\"symbol\":\"%s\",\"bid\":\"100\",\"ask\":\"100.02\"}".formatted(symbol))
            .toList();
    return "{\"movement\":0,\"instruments\":[" + String.join(",", instruments) + "]}";
  }
}
