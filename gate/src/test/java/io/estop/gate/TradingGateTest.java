package io.estop.gate;

import static io.estop.gate.DenialReason.HALTED;
import static io.estop.gate.DenialReason.MONITORING;
import static io.estop.gate.DenialReason.NOT_EXITED;
import static io.estop.gate.DenialReason.NO_LIMITS;
import static io.estop.gate.DenialReason.OVER_REDUCED_LIMIT;
import static io.estop.gate.DenialReason.REDUCE_LANE_CLOSED;
import static io.estop.gate.DenialReason.STATE_STALE;
import static io.estop.gate.DenialReason.STATE_UNCONFIRMED;
import static io.estop.gate.DenialReason.STATE_UNKNOWN;
import static io.estop.gate.DenialReason.STATE_UNREADABLE;
import static io.estop.gate.DenialReason.USE_PAPER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ChangeCodec;
import io.estop.gate.board.Holds;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingGateTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final String KEY = "estop:{demo}:board";
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Account ACCOUNT = new Account("alpaca", "A1");
  private static RealRedis redis;

  private final AtomicLong nanos = new AtomicLong(-5);
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Board board;
  private TradingGate gate;
  private long incarnation;

  @BeforeAll
  static void startRedis() {
    redis = RealRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    redis.empty();
    board = Board.of(DEMO, redis.client());
    gate =
        TradingGate.builder(DEMO, "engine", redis.client())
            .nanoClock(nanos::get)
            .listener(new Hearing())
            .unfed();
  }

  @AfterEach
  void close() {
    gate.close();
    board.close();
  }

  @Test
  void deniesBeforeTheBoardWasRead() {
    assertDenied(STATE_UNKNOWN);
  }

  @Test
  void deniesWhereThereIsNoBoardOrADamagedOne() {
    poll();
    assertDenied(STATE_UNREADABLE);

    goLive();
    redis.tamper(r -> r.append(KEY, "x"));
    poll();

    assertDenied(STATE_UNREADABLE);
  }

  @Test
  void deniesWithoutALease() {
    refill(BoardContent.nothing());
    poll();

    assertDenied(STATE_UNCONFIRMED);
  }

  @Test
  void allowsUnderALeaseUntilTheReadingIsStale() {
    goLive();
    assertAllowed(order());

    advance(Duration.ofMillis(1_000));
    assertAllowed(order());
    advance(Duration.ofNanos(1));
    assertDenied(STATE_STALE);
  }

  @Test
  void countsTheLeaseDownItself() {
    refill(BoardContent.nothing());
    poll();
    lease(Duration.ofMillis(600));
    poll();
    assertAllowed(order());

    advance(Duration.ofMillis(601));

    assertDenied(STATE_UNCONFIRMED);
  }

  @Test
  void countsOnlyALeaseWhoseFlagWasReadAfterTheFirstPoll() {
    refill(BoardContent.nothing());
    lease(LEASE);
    poll();
    poll();
    assertDenied(STATE_UNCONFIRMED);

    lease(LEASE.plusSeconds(1));
    poll();

    assertAllowed(order());
  }

  @Test
  void aLateAnswerIsAsOldAsItsQuestion() {
    goLive();
    Reading reading = done(board.read(SOON));
    long asked = nanos.get();
    advance(Duration.ofMillis(1_001));

    gate.feed().onReading(reading, asked);

    assertDenied(STATE_STALE);
  }

  @ParameterizedTest
  @CsvSource({
    "firm, true",
    "venue:alpaca, true",
    "venue:paper, false",
    "account:alpaca/A1, true",
    "account:alpaca/A2, false",
    "desk:d1, true",
    "desk:d2, false",
    "trader:t1, true",
    "trader:t2, false",
    "client:c1, true",
    "client:c2, false",
    "strategy:s1, true",
    "strategy:s2, false",
    "symbol:AAPL, true",
    "symbol:MSFT, false",
    "drill:d1, false"
  })
  void deniesWhatAHeldScopeCovers(String scope, boolean covered) {
    goLive();

    press(Holds.on(scope, "s1"));
    poll();

    assertThat(say(order())).isEqualTo(covered ? "DENIED HALTED" : "ALLOWED");
  }

  @Test
  void aDrillAndLiveTradingNeverMeet() {
    goLive();
    press(Holds.on("drill:d1", "s1"));
    poll();
    assertThat(say(ordered("o1").drill("d1").build())).isEqualTo("DENIED HALTED");
    assertThat(say(ordered("o1").drill("d2").build())).isEqualTo("ALLOWED");

    press(Holds.firm("s2"));
    poll();

    assertThat(say(ordered("o1").drill("d2").build())).isEqualTo("ALLOWED");
    assertDenied(HALTED);
  }

  @Test
  void closesTheReduceLaneAndLetsCancelsPass() {
    goLive();
    press(Holds.firm("s1"));
    poll();

    assertThat(say(sized(Side.SELL, "3", "5"))).isEqualTo("DENIED " + REDUCE_LANE_CLOSED);
    assertThat(say(sized(Side.SELL, "6", "5"))).isEqualTo("DENIED " + HALTED);
    assertThat(say(sized(Side.SELL, "3", "0"))).isEqualTo("DENIED " + HALTED);
    assertThat(say(OrderRequest.cancel("o1", ACCOUNT, "AAPL").build())).isEqualTo("ALLOWED");
  }

  @Test
  void followsARecoveryFromMonitoringToLive() {
    goLive();
    press(Holds.firm("s1"));

    Hold monitoring = stage(Holds.firm("s1"), Mode.MONITORING, "1");
    assertDenied(MONITORING);
    Hold paper = stage(monitoring, Mode.PAPER, "1");
    assertDenied(USE_PAPER);
    assertAllowed(ordered("o1").toPaperVenue().build());
    Hold reduced = stage(paper, Mode.REDUCED, "0.5");
    assertDenied(NO_LIMITS);
    stage(reduced, Mode.LIVE, "1");
    assertAllowed(order());
  }

  @Test
  void allowsTheReducedShareOfTheLimits() {
    done(board.writeLimits("engine", new Limits(new BigDecimal("10"), new BigDecimal("20")), SOON));
    goLive();
    stage(Holds.firm("s1"), Mode.REDUCED, "0.25");

    assertThat(say(sized(Side.BUY, "2.5", "0"))).isEqualTo("ALLOWED");
    assertThat(say(sized(Side.BUY, "2.51", "0"))).isEqualTo("DENIED " + OVER_REDUCED_LIMIT);
    assertThat(say(sized(Side.BUY, "2", "3"))).isEqualTo("ALLOWED");
    assertThat(say(sized(Side.BUY, "2", "3.01"))).isEqualTo("DENIED " + OVER_REDUCED_LIMIT);
    assertThat(say(sized(Side.SELL, "2", "-4"))).isEqualTo("DENIED " + OVER_REDUCED_LIMIT);
    assertThat(say(sized(Side.SELL, "2", "15"))).isEqualTo("ALLOWED");
  }

  @Test
  void theStrictestHoldDecides() {
    goLive();
    press(Holds.on("symbol:AAPL", "s1"));
    stage(Holds.firm("s2"), Mode.PAPER, "1");

    assertThat(say(ordered("o1").toPaperVenue().build())).isEqualTo("DENIED HALTED");
  }

  @Test
  void keepsAHoldThatAnEmptiedRedisForgotUntilItsReleaseIsNamed() {
    goLive();
    press(Holds.firm("s1"));
    poll();
    redis.empty();
    goLive();
    assertDenied(HALTED);

    done(board.release(new StopId("s1"), SOON));
    poll();

    assertAllowed(order());
  }

  @Test
  void deniesUnderABoardOlderThanOneSeen() {
    goLive();
    String older = redis.tamper(r -> r.get(KEY));
    press(Holds.on("symbol:MSFT", "s1"));
    poll();
    assertAllowed(order());

    redis.tamper(r -> r.set(KEY, older));
    poll();
    assertDenied(STATE_UNREADABLE);

    refill(BoardContent.nothing());
    lease(LEASE);
    poll();
    assertAllowed(order());
    assertThat(gate.holds()).containsExactly(Holds.on("symbol:MSFT", "s1"));
  }

  @Test
  void aMessageTightensAtOnceAndRenewsNothing() {
    goLive();
    advance(Duration.ofMillis(900));
    press(Holds.on("symbol:MSFT", "s1"));
    gate.feed().onText(message());
    assertAllowed(order());
    assertThat(gate.holds()).hasSize(1);

    advance(Duration.ofMillis(101));
    assertDenied(STATE_STALE);
  }

  @Test
  void aMessageLoosensNothing() {
    goLive();
    press(Holds.firm("s1"));
    poll();
    done(board.add(Holds.firm("s1").at(Mode.LIVE, BigDecimal.ONE), SOON));
    String loosened = message();
    gate.feed().onText(loosened);
    assertDenied(HALTED);

    done(board.release(new StopId("s1"), SOON));
    gate.feed().onText(message());
    assertDenied(HALTED);
    poll();
    assertAllowed(order());
    gate.feed().onText(loosened);
    assertAllowed(order());
  }

  @Test
  void anAnswerThatAPressOvertookDisturbsNobodyElse() {
    goLive();
    long asked = nanos.get();
    Reading overtaken = done(board.read(SOON));
    press(Holds.on("symbol:MSFT", "s1"));
    gate.feed().onText(message());

    gate.feed().onReading(overtaken, asked);
    assertAllowed(order());

    gate.feed().onReading(overtaken, asked + 1);
    assertDenied(STATE_UNREADABLE);
  }

  @Test
  void nonsenseOnTheChannelIsCountedAndChangesNothing() {
    goLive();
    gate.feed().onText("nonsense");
    gate.feed().onText(message().replace("demo", "prod"));

    assertThat(gate.failures()).isEqualTo(2);
    assertAllowed(order());
  }

  @Test
  void acknowledgesWhatItHasSwappedInAndWhoIsInside() {
    goLive();
    assertThat(gate.enter(order()).allowed()).isTrue();
    press(Holds.firm("s1"));
    gate.feed().onText(message());

    RealRedis.await("acknowledged", () -> said("engine", "o1"));
    Acknowledgement acknowledged = acknowledged().get(0);
    assertThat(acknowledged.version()).isEqualTo(state().version());
    assertThat(acknowledged.holds()).containsExactly(Holds.firm("s1"));

    gate.exit();
    poll();
    RealRedis.await("finished", () -> acknowledged().get(0).unfinished().isEmpty());
    assertThat(acknowledged().get(0).sum()).isEqualTo(state().sum());
    assertThat(acknowledged().get(0).accepted()).isEqualTo(state().version());
    assertThat(acknowledged().get(0).holds()).isEmpty();
  }

  @Test
  void acknowledgesAgainAfterAHeartbeat() {
    goLive();
    RealRedis.await("acknowledged", () -> acknowledged().size() == 1);
    redis.tamper(r -> r.del("estop:{demo}:ack:engine"));

    advance(Duration.ofMillis(999));
    poll();
    assertThat(acknowledged()).isEmpty();
    advance(Duration.ofMillis(1));
    poll();

    RealRedis.await("acknowledged again", () -> acknowledged().size() == 1);
  }

  @Test
  void tellsListenersOfEveryHoldThatComesAndGoes() {
    goLive();
    press(Holds.firm("s1"));
    gate.feed().onText(message());
    poll();
    stage(Holds.firm("s1"), Mode.MONITORING, "1");
    done(board.release(new StopId("s1"), SOON));
    poll();

    // The listener throws each time, and that is counted after it was heard.
    RealRedis.await("heard, and each failure counted", () -> gate.failures() == 3);
    assertThat(heard).containsExactly("pause s1 HALTED", "resume s1 MONITORING", "resume s1 LIVE");
  }

  @Test
  void letsOneOrderInPerThread() {
    goLive();
    assertThat(gate.enter(order()).allowed()).isTrue();
    assertThat(gate.enter(order()).reason()).isEqualTo(NOT_EXITED);
    assertThat(gate.enter(OrderRequest.cancel("o2", ACCOUNT, "AAPL").build()).allowed()).isTrue();
    gate.exit();
    assertThat(gate.inside()).containsExactly("o1");

    gate.exit();

    assertThat(gate.inside()).isEmpty();
    assertAllowed(order());
  }

  @Test
  void aDeniedOrderIsNotInside() {
    assertDenied(STATE_UNKNOWN);

    assertThat(gate.inside()).isEmpty();
  }

  @Test
  void deniesOnceClosed() {
    goLive();
    gate.close();
    poll();

    assertDenied(DenialReason.CLOSED);
  }

  @Test
  void refusesAnOrderWithoutASizeOrWithoutAnId() {
    assertThatThrownBy(() -> OrderRequest.order("o1", ACCOUNT, "AAPL").build())
        .hasMessage("quantity of an order must be more than 0 but was: 0");
    assertThatThrownBy(() -> OrderRequest.order("a\nb", ACCOUNT, "AAPL").build())
        .hasMessageStartingWith("order id must be 1 to 128 visible ASCII characters");
  }

  private final class Hearing implements GateListener {
    @Override
    public void onPause(Hold hold) {
      hear("pause", hold);
    }

    @Override
    public void onResume(Hold hold) {
      hear("resume", hold);
    }

    private void hear(String what, Hold hold) {
      heard.add(what + " " + hold.stopId() + " " + hold.mode());
      throw new IllegalStateException("a listener that fails");
    }
  }

  private void goLive() {
    refill(BoardContent.nothing());
    poll();
    lease(LEASE);
    poll();
  }

  private void refill(BoardContent content) {
    done(board.refill(++incarnation, content, SOON));
  }

  private void lease(Duration length) {
    long before = done(board.read(SOON)).redisMillis();
    RealRedis.await("Redis time moves", () -> done(board.read(SOON)).redisMillis() > before);
    done(board.renewLease(done(board.read(SOON)), length, SOON));
  }

  private void press(Hold hold) {
    done(board.add(hold, SOON));
  }

  private Hold stage(Hold hold, Mode mode, String factor) {
    Hold staged = hold.at(mode, new BigDecimal(factor));
    press(staged);
    poll();
    return staged;
  }

  private void poll() {
    gate.feed().poll().toCompletableFuture().join();
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  // What the channel says of the board as it is: each of its holds.
  private String message() {
    return ChangeCodec.text(new BoardChange(DEMO, state().version(), state().holds()));
  }

  private BoardState state() {
    return (BoardState) done(board.read(SOON)).board();
  }

  private List<Acknowledgement> acknowledged() {
    return done(board.acknowledgements(List.of("engine"), SOON)).get(0).instances();
  }

  private boolean said(String component, String unfinished) {
    return acknowledged().stream()
        .anyMatch(
            said -> said.component().equals(component) && said.unfinished().contains(unfinished));
  }

  private static OrderRequest.Builder ordered(String id) {
    return OrderRequest.order(id, ACCOUNT, "AAPL")
        .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
        .desk("d1")
        .trader("t1")
        .client("c1")
        .strategy("s1");
  }

  private static OrderRequest order() {
    return ordered("o1").build();
  }

  private static OrderRequest sized(Side side, String quantity, String position) {
    return ordered("o1").size(side, new BigDecimal(quantity), new BigDecimal(position)).build();
  }

  private String say(OrderRequest order) {
    Verdict verdict = gate.enter(order);
    assertThat(gate.look(order)).isSameAs(verdict);
    if (verdict.allowed()) {
      gate.exit();
    }
    return verdict.toString();
  }

  private void assertAllowed(OrderRequest order) {
    assertThat(say(order)).isEqualTo("ALLOWED");
  }

  private void assertDenied(DenialReason reason) {
    assertThat(say(order())).isEqualTo("DENIED " + reason);
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }
}
