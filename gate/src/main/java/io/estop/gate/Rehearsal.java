package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.AcknowledgementCodec;
import io.estop.gate.board.Answer;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardCodec;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.BoardValue;
import io.estop.gate.board.ChangeCodec;
import io.estop.gate.board.Lease;
import io.estop.gate.board.Reading;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Goes the way of a reading, a change, a verdict and an acknowledgement before the first gate of a
 * process opens: the first press then finds classes loaded, which else costs a tenth of a second. A
 * gate of its own hears and says it; nothing reaches Redis or any other gate.
 */
final class Rehearsal {
  private static final AtomicBoolean BEGUN = new AtomicBoolean();
  // Enough for the compiler to have seen the way; half a second on a slow machine.
  private static final int ROUNDS = 100;
  private static final long LONGEST_NANOS = Duration.ofMillis(500).toNanos();
  private static final long LEASE_MILLIS = 5_000;
  private static final String NAME = "rehearsal";
  private static final String RUN = "0".repeat(40);
  private static final Scope SCOPE = Scope.parse("symbol:REHEARSAL");
  private static final OrderRequest ORDER =
      OrderRequest.order(NAME, new Account(NAME, NAME), "REHEARSAL")
          .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
          .build();

  private Rehearsal() {}

  /** Rehearses, at the first call in this process only. Takes half a second at most. */
  static void once(EnvironmentId environment, RedisClient client) {
    if (BEGUN.compareAndSet(false, true)) {
      rehearse(environment, client);
    }
  }

  /** Returns how many changes denied the order, as each of them should. */
  static int rehearse(EnvironmentId environment, RedisClient client) {
    long begun = System.nanoTime();
    Nobody nobody = new Nobody(environment);
    int denied = 0;
    try (TradingGate gate =
        TradingGate.builder(environment, NAME, client)
            .listener(nobody)
            .nanoClock(() -> 0)
            .unfed(nobody)) {
      for (int round = 0; round < ROUNDS && System.nanoTime() - begun < LONGEST_NANOS; round++) {
        gate.feed().onReading(reading(environment, round), 0);
        gate.feed().onText(change(environment, round));
        denied += gate.enter(ORDER).reason() == DenialReason.HALTED ? 1 : 0;
        gate.exit();
      }
    }
    return denied;
  }

  // Each is confirmed by a lease that is newer than the one before, as the keeper renews it.
  private static Reading reading(EnvironmentId environment, int round) {
    BoardVersion version = new BoardVersion(1, 2L * round);
    BoardContent content =
        new BoardContent(List.of(hold(round)), Set.of(), List.of(StopId.parse(NAME)));
    String text = BoardCodec.text(new BoardState(environment, RUN, version, content, ""));
    BoardValue board = BoardCodec.parse(environment, text);
    String sum = board instanceof BoardState state ? state.sum() : "";
    Lease lease = new Lease(RUN, version, sum, round, round + LEASE_MILLIS);
    return new Reading(RUN, round, board, lease, null);
  }

  private static String change(EnvironmentId environment, int round) {
    return ChangeCodec.text(
        new BoardChange(
            environment, new BoardVersion(1, 2L * round + 1), List.of(hold(round + 1))));
  }

  private static Hold hold(int number) {
    return Hold.halted(StopId.parse(NAME + "-" + number), SCOPE, Action.HALT, Instant.EPOCH);
  }

  /** Puts what the gate says into words, and sends them nowhere; is told, and does nothing. */
  private record Nobody(EnvironmentId environment) implements Line, GateListener {
    @Override
    public CompletionStage<Answer<Reading>> poll(@Nullable BoardState known, Duration timeout) {
      return CompletableFuture.completedFuture(new Answer.Failed<>("rehearsal"));
    }

    @Override
    public CompletionStage<?> acknowledge(Acknowledgement said) {
      return CompletableFuture.completedFuture(AcknowledgementCodec.text(environment, said));
    }

    @Override
    public CompletionStage<?> withdraw(String instance) {
      return CompletableFuture.completedFuture(instance);
    }
  }
}
