package io.estop.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultTest {

  @Test
  void meetsEachKindVictimAndStepOnceInAny144Seeds() {
    var met =
        LongStream.range(1_000, 1_144)
            .mapToObj(Fault::of)
            .map(fault -> fault.kind() + " " + fault.victim() + " " + fault.step())
            .collect(Collectors.toSet());

    assertThat(met).hasSize(3 * 6 * 8);
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(Fault.of(77)).isEqualTo(Fault.of(77));
    assertThat(LongStream.range(0, 50).mapToObj(Fault::of).map(Fault::lastsMillis).distinct())
        .hasSizeGreaterThan(40);
  }
}
