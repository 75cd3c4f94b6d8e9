package io.estop.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FreshBinaryTest {

  @Test
  void startsAProgramOnceItsFileIsNoLongerBusy() {
    AtomicInteger tries = new AtomicInteger();

    String started =
        FreshBinary.start(
            () -> {
              if (tries.incrementAndGet() < 3) {
                throw new UncheckedIOException(new IOException("error=26, Text file busy"));
              }
              return "started";
            });

    assertThat(started).isEqualTo("started");
    assertThat(tries).hasValue(3);
  }

  @Test
  void triesNoOtherFailureAgain() {
    AtomicInteger tries = new AtomicInteger();

    assertThatThrownBy(
            () ->
                FreshBinary.start(
                    () -> {
                      tries.incrementAndGet();
                      throw new StartFailure("no such file", new IOException("error=2"));
                    }))
        .isInstanceOf(StartFailure.class);

    assertThat(tries).hasValue(1);
  }
}
