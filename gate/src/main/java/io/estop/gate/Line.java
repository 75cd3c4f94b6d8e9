package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.model.EnvironmentId;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A gate's side of the board: what it asks and says. Nothing here waits. */
interface Line {
  EnvironmentId environment();

  /** Reads the board once; the answer is there within the timeout, and no exception. */
  CompletionStage<Answer<Reading>> poll(@Nullable BoardState known, Duration timeout);

  CompletionStage<?> acknowledge(Acknowledgement said);

  CompletionStage<?> withdraw(String instance);
}
