package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.AcknowledgementCodec;
import io.estop.gate.board.Answer;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.gate.board.Texts;
import io.estop.gate.board.Vectors;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/vectors/gate.json against the real gate. */
class GateVectorsTest {

  @TestFactory
  Stream<DynamicTest> gates() {
    return Vectors.of("gate", GateVectorsTest::live);
  }

  private static void live(JsonNode one) throws Exception {
    try (Life life = new Life(one)) {
      int number = 0;
      for (JsonNode step : one.get("steps").valueStream().toList()) {
        number++;
        life.step("step " + number + " " + step, step);
      }
    }
  }

  /** One gate, its clock, its threads, and the field that it writes. */
  private static final class Life implements Line, AutoCloseable {
    private final EnvironmentId environment;
    private final AtomicLong nanos = new AtomicLong();
    private final RedisClient unused = RedisClient.create();
    private final Map<String, ExecutorService> threads = new HashMap<>();
    private final Map<String, OrderRequest> made = new HashMap<>();
    private final Map<String, Admission> admissions = new HashMap<>();
    private final TradingGate gate;
    private @Nullable String field;

    Life(JsonNode one) {
      environment = new EnvironmentId(one.get("env").asString());
      Duration stale = Duration.ofMillis(one.get("staleAfterMillis").asLong());
      gate =
          TradingGate.builder(environment, one.get("component").asString(), unused)
              .instance(one.get("instance").asString())
              .nanoClock(nanos::get)
              .timing(
                  new Timing(
                      stale.dividedBy(4),
                      stale,
                      Duration.ofMillis(one.get("heartbeatMillis").asLong())))
              .unfed(this);
    }

    void step(String what, JsonNode step) throws Exception {
      nanos.set(step.get("at").asLong() * 1_000_000);
      switch (step.get("do").asString()) {
        case "reading" -> read(step);
        case "change" -> gate.feed().onText(text(step, "text"));
        case "failed" -> {}
        case "exit" -> on(step, () -> exit());
        case "make" -> made.put(text(step.get("order"), "id"), order(step.get("order")));
        case "close" -> Objects.requireNonNull(admissions.get(text(step, "as"))).close();
        case "close gate" -> gate.close();
        default -> assertThat(said(step)).as(what).isEqualTo(expected(step.get("expect")));
      }
    }

    private @Nullable Object said(JsonNode step) throws Exception {
      return switch (step.get("do").asString()) {
        case "enter" -> on(step, () -> gate.enter(ordered(step)).toString());
        case "look" -> look(step).toString();
        case "admit" -> admit(step).verdict().toString();
        case "holds" -> gate.holds().stream().map(Texts::line).toList();
        case "acknowledgement" -> field;
        case "failures" -> gate.failures();
        default -> throw new IllegalArgumentException("no such step: " + step);
      };
    }

    private Verdict look(JsonNode step) {
      return step.has("limits")
          ? gate.judge(ordered(step), Texts.limits(text(step, "limits")))
          : gate.look(ordered(step));
    }

    private Admission admit(JsonNode step) {
      Admission admission =
          step.has("limits")
              ? gate.admit(ordered(step), Texts.limits(text(step, "limits")))
              : gate.admit(ordered(step));
      admissions.put(text(step, "as"), admission);
      return admission;
    }

    private OrderRequest ordered(JsonNode step) {
      return step.has("made")
          ? Objects.requireNonNull(made.get(text(step, "made")))
          : order(step.get("order"));
    }

    private static @Nullable Object expected(JsonNode expect) {
      if (expect.isArray()) {
        return Vectors.texts(expect);
      }
      return expect.isNull() ? null : expect.isNumber() ? expect.asLong() : expect.asString();
    }

    private void read(JsonNode step) {
      List<String> parts = List.of(text(step, "board"), text(step, "lease"), text(step, "limits"));
      Reading reading =
          Texts.reading(environment, text(step, "run"), step.get("redis").asLong(), parts);
      gate.feed().onReading(reading, step.get("asked").asLong() * 1_000_000);
    }

    private static OrderRequest order(JsonNode order) {
      String id = text(order, "id");
      Account account = Account.parse(text(order, "account"));
      if (order.path("cancel").asBoolean(false)) {
        return OrderRequest.cancel(id, account, text(order, "underlying")).build();
      }
      OrderRequest.Builder builder =
          OrderRequest.order(id, account, text(order, "underlying"))
              .size(
                  Side.valueOf(text(order, "side")),
                  new BigDecimal(text(order, "quantity")),
                  new BigDecimal(text(order, "position")))
              .desk(text(order, "desk"))
              .trader(text(order, "trader"))
              .client(text(order, "client"))
              .strategy(text(order, "strategy"))
              .drill(text(order, "drill"));
      return (order.path("paper").asBoolean(false) ? builder.toPaperVenue() : builder).build();
    }

    private String exit() {
      gate.exit();
      return "";
    }

    private String on(JsonNode step, Callable<String> act) throws Exception {
      Future<String> done =
          threads
              .computeIfAbsent(text(step, "thread"), name -> Executors.newSingleThreadExecutor())
              .submit(act);
      return done.get(10, TimeUnit.SECONDS);
    }

    private static String text(JsonNode node, String name) {
      return node.path(name).asString("");
    }

    @Override
    public EnvironmentId environment() {
      return environment;
    }

    @Override
    public CompletionStage<Answer<Reading>> poll(@Nullable BoardState known, Duration timeout) {
      return CompletableFuture.completedFuture(new Answer.Failed<>("nobody answers"));
    }

    @Override
    public CompletionStage<?> acknowledge(Acknowledgement said) {
      assertThat(said.gate().library()).startsWith("java/");
      field = AcknowledgementCodec.text(environment, said);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> withdraw(String instance) {
      field = null;
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      threads.values().forEach(ExecutorService::shutdownNow);
      gate.close();
      unused.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }
}
