package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpositionTest {
  private final List<Sample> samples = new ArrayList<>();

  @Test
  void readsBothFormats() {
    assertThat(read("# HELP a x\n# TYPE a gauge\na 1\na{b=\"c\",} 2.5 1700000000123\n\n", false))
        .isEmpty();
    assertThat(read("a_total{b=\"c\"} 3 1700000000.5 # {trace=\"x\"} 1 2\n# EOF\n", true))
        .isEmpty();

    assertThat(samples)
        .containsExactly(
            new Sample("a", Map.of(), Optional.of(BigDecimal.ONE), Optional.empty()),
            new Sample(
                "a",
                Map.of("b", "c"),
                Optional.of(new BigDecimal("2.5")),
                Optional.of(Instant.ofEpochMilli(1_700_000_000_123L))),
            new Sample(
                "a_total",
                Map.of("b", "c"),
                Optional.of(new BigDecimal("3")),
                Optional.of(Instant.ofEpochMilli(1_700_000_000_500L))));
  }

  @Test
  void labelsMayHoldAnything() {
    assertThat(read("a{b=\"x} 1, \\\"y\\\" \\\\n\\nz\"} 7\n", false)).isEmpty();

    assertThat(samples.get(0).labels()).containsEntry("b", "x} 1, \"y\" \\n\nz");
  }

  @Test
  void whatIsNoNumberIsNone() {
    for (String none : List.of("NaN", "+Inf", "-Inf", "1e999999999", "x".repeat(50))) {
      samples.clear();
      assertThat(read("a " + none + "\n", false)).as(none).isEmpty();
      assertThat(samples).as(none).singleElement().matches(one -> one.value().isEmpty());
    }
  }

  @Test
  void aLineThatCannotBeReadIsToldAndTheOthersAreRead() {
    assertThat(read("a{b=\"c} 1\na 2\n", false)).contains("line 1 cannot be read");

    assertThat(samples).hasSize(1);
  }

  @Test
  void whatNobodyAskedForIsNotRead() {
    assertThat(read("other{b=\"c} 1\nab 1\na 2\n", false)).isEmpty();

    assertThat(samples).singleElement().matches(one -> one.name().equals("a"));
  }

  @Test
  void aTextWithoutEndIsCut() {
    assertThat(read("a 1\n".repeat(100_001), false)).contains("more than 100000 lines");

    assertThat(samples).hasSize(100_000);
  }

  private Optional<String> read(String text, boolean openMetrics) {
    return Exposition.read(text, openMetrics, Set.of("a", "a_total"), samples::add);
  }
}
