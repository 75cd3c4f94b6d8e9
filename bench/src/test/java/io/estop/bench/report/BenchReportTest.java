package io.estop.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchReportTest {
  private static final Bound SLOW = Bound.ratio("ratio", new BigDecimal("1.51"), "1.5");
  private static final Bound FAST = Bound.ratio("ratio", new BigDecimal("1.50"), "1.5");
  private static final Bound WRONG = Bound.atMost("lost", 1, 0);

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void exitsWithZeroOnlyWhenEveryBoundHolds() {
    assertThat(conclude(false, FAST)).isZero();
    assertThat(conclude(false, SLOW)).isEqualTo(1);
    assertThat(conclude(false, FAST, WRONG)).isEqualTo(1);
  }

  @Test
  void forgivesSlownessWhereAskedToAndNeverWhatIsWrong() {
    assertThat(conclude(true, SLOW)).isZero();
    assertThat(conclude(true, SLOW, WRONG)).isEqualTo(1);
  }

  @Test
  void endsWithOneJsonObjectThatSaysTheSameAsTheTable() {
    conclude(false, SLOW);

    String[] lines = printed.toString(StandardCharsets.UTF_8).strip().split("\n");
    JsonNode json = JsonMapper.builder().build().readTree(lines[lines.length - 1]);
    assertThat(json.path("bench").asString()).isEqualTo("test");
    assertThat(json.path("holds").asBoolean()).isFalse();
    assertThat(json.path("bounds").get(0).path("value").decimalValue())
        .isEqualByComparingTo("1.51");
    assertThat(json.path("figures").path("a").path("ratio").decimalValue())
        .isEqualByComparingTo("0.5");
  }

  private int conclude(boolean lenient, Bound... bounds) {
    Figure figure = new Figure("a", "a", Samples.of(List.of(1L, 2L, 3L)), Samples.of(List.of(4L)));
    return new BenchReport("test", Map.of(), List.of(figure), List.of(bounds))
        .conclude(new PrintStream(printed, true, StandardCharsets.UTF_8), lenient);
  }
}
