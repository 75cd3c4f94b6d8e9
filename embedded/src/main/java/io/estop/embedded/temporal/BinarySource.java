package io.estop.embedded.temporal;

import io.estop.embedded.process.Progress;
import java.util.Optional;

/** One place that a {@code temporal} binary may come from; failing is an answer, not an error. */
public interface BinarySource {

  /** Returns a binary that is new enough, or nothing after saying why where that is of interest. */
  Optional<TemporalBinary> find(Progress progress);
}
