package io.estop.embedded;

import io.estop.embedded.client.PaperClient;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.process.FreshBinary;
import io.estop.embedded.process.StartFailure;
import io.estop.embedded.process.Warden;
import io.estop.embedded.service.BootService;
import io.estop.embedded.service.BootSpec;
import io.estop.embedded.service.ServiceJars;
import io.estop.embedded.stores.EmbeddedDatabase;
import io.estop.embedded.stores.EmbeddedRedis;
import io.estop.embedded.temporal.TemporalFinder;
import io.estop.embedded.temporal.TemporalPlace;
import io.estop.embedded.temporal.TemporalServer;
import io.estop.model.trading.Account;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The whole product on this machine: PostgreSQL, Redis, Temporal, paper venue, worker, starter;
 * each a real process on loopback that can be killed and restarted.
 *
 * <p>Closing it, leaving the Java machine, Ctrl-C and even {@code kill -9} of this process end all
 * of them.
 */
public final class Stack implements AutoCloseable {

  /** The one component that is registered from the start. */
  public static final String COMPONENT = StackSettings.COMPONENT;

  /** The one account, at the paper venue. */
  public static final Account ACCOUNT = new Account(StackSettings.VENUE, StackSettings.ACCOUNT);

  private final RunFolder folder;
  private final Warden warden;
  private final Parts parts;
  private final StackTokens tokens = StackTokens.random();
  private final StackPorts ports;
  private final StackSettings settings;
  private final StackOptions options;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::end, "stop everything");

  private final Running running;

  private Stack(StackOptions options) {
    this.options = options;
    this.ports = StackPorts.choose(options.consolePort());
    this.settings = new StackSettings(options, ports, tokens);
    this.folder = RunFolder.create(options.keepLogs());
    this.warden = Warden.start(folder.path());
    this.parts = new Parts(options.progress());
    Runtime.getRuntime().addShutdownHook(hook);
    this.running = startAll();
  }

  /**
   * Starts everything and returns when all of it is healthy; throws {@link StartFailure} with one
   * clear line, having ended what had started.
   */
  public static Stack start(StackOptions options) {
    return new Stack(options);
  }

  /** Returns the folder with the logs and data of this run; it goes with the stack unless kept. */
  public Path runFolder() {
    return folder.path();
  }

  public EmbeddedDatabase database() {
    return running.database();
  }

  public EmbeddedRedis redis() {
    return running.redis();
  }

  public TemporalServer temporal() {
    return running.temporal();
  }

  public BootService worker() {
    return running.worker();
  }

  public BootService starter() {
    return running.starter();
  }

  public BootService paperService() {
    return running.paper();
  }

  public StackTokens tokens() {
    return tokens;
  }

  /** Returns the folder with one log per process. */
  public Path folder() {
    return folder.path();
  }

  /** Returns the web address of the operator's console. */
  public URI console() {
    return running.starter().address();
  }

  /** Returns the paper venue's client, admin calls included. */
  public PaperClient paper() {
    return new PaperClient(running.paper().address(), tokens.venueKeyId(), tokens.venueSecretKey());
  }

  /**
   * Returns the starter's API as this person sees it: {@code stack.as(stack.tokens().presser())}.
   */
  public StarterClient as(StackIdentity who) {
    return new StarterClient(console(), who.token());
  }

  /** Returns the id of the environment, also the Temporal namespace. */
  public String environment() {
    return options.environment();
  }

  /** Tells whether everything is being ended, or has been. */
  public boolean isClosing() {
    return closed.get();
  }

  @Override
  public void close() {
    end();
    if (Thread.currentThread() != hook) {
      removeHook();
    }
  }

  private Running startAll() {
    try {
      CompletableFuture<EmbeddedDatabase> database =
          parts.start(
              "PostgreSQL",
              () ->
                  FreshBinary.start(
                      () -> EmbeddedDatabase.start(ports.database(), folder.path(), warden)));
      CompletableFuture<EmbeddedRedis> redis =
          parts.start(
              "Redis",
              () ->
                  FreshBinary.start(
                      () -> EmbeddedRedis.start(ports.redis(), folder.path(), warden)));
      CompletableFuture<TemporalServer> temporal = parts.start("Temporal", this::startTemporal);
      CompletableFuture<BootService> paper = parts.start("paper venue", this::startPaper);
      Parts.await(redis);
      return startServices(Parts.await(database), Parts.await(temporal), redis, paper);
    } catch (RuntimeException e) {
      if (isClosing()) {
        throw new StartFailure("stopped while starting; nothing is left running", e);
      }
      folder.keep();
      close();
      throw e;
    }
  }

  private Running startServices(
      EmbeddedDatabase database,
      TemporalServer temporal,
      CompletableFuture<EmbeddedRedis> redis,
      CompletableFuture<BootService> paper) {
    String target = temporal.facts().address();
    CompletableFuture<BootService> worker =
        parts.start(
            "worker",
            () -> boot("worker", ports.worker(), settings.ofWorker(database.url(), target)));
    CompletableFuture<BootService> starter =
        parts.start(
            "starter",
            () -> boot("starter", ports.starter(), settings.ofStarter(database.url(), target)));
    return new Running(
        database,
        Parts.await(redis),
        temporal,
        Parts.await(paper),
        Parts.await(worker),
        Parts.await(starter));
  }

  private TemporalServer startTemporal() {
    TemporalPlace place =
        new TemporalPlace(
            ports.temporal(), ports.temporalUi(), options.environment(), folder.path(), warden);
    return TemporalServer.start(
        TemporalFinder.ofThisMachine(warden).find(options.temporal(), options.progress()), place);
  }

  private BootService startPaper() {
    Map<String, String> itsSettings = new HashMap<>(settings.ofPaper());
    options
        .seed()
        .ifPresent(
            json -> itsSettings.put("paper.seed-file", folder.write("portfolio.json", json)));
    return boot("paper", ports.paper(), itsSettings);
  }

  private BootService boot(String name, int port, Map<String, String> itsSettings) {
    String readyPath = name.equals("paper") ? "/" : "/actuator/health";
    BootService service =
        new BootService(
            new BootSpec(
                name,
                ServiceJars.ofThisTree().of(name),
                port,
                readyPath,
                itsSettings,
                folder.path(),
                options.progress()),
            warden);
    service.launch();
    service.awaitReady();
    return service;
  }

  // Synchronized: when Ctrl-C meets an ordinary close, the second caller waits for the first.
  private synchronized void end() {
    if (closed.compareAndSet(false, true)) {
      try (warden) {
        parts.close();
      }
      folder.close();
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The Java machine is going down: the hook has found everything closed, or waits for us.
      options.progress().says("stopping …");
    }
  }

  private record Running(
      EmbeddedDatabase database,
      EmbeddedRedis redis,
      TemporalServer temporal,
      BootService paper,
      BootService worker,
      BootService starter) {}
}
