package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.model.EnvironmentId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One component's line to the board in Redis. */
record BoardLine(Board board, String component) implements Line {
  @Override
  public EnvironmentId environment() {
    return board.environment();
  }

  @Override
  public CompletionStage<Answer<Reading>> poll(@Nullable BoardState known, Duration timeout) {
    return board.poll(component, known, timeout);
  }

  @Override
  public CompletionStage<?> acknowledge(Acknowledgement said) {
    return board.acknowledge(said);
  }

  @Override
  public CompletionStage<?> withdraw(String instance) {
    return board.withdraw(component, instance);
  }
}
