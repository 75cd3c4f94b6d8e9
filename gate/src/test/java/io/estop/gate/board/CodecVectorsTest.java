package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** docs/vectors, as far as they are texts. */
class CodecVectorsTest {

  @TestFactory
  Stream<DynamicTest> boards() {
    return Vectors.of("board", CodecVectorsTest::board);
  }

  @TestFactory
  Stream<DynamicTest> changes() {
    return Vectors.of("change", CodecVectorsTest::change);
  }

  @TestFactory
  Stream<DynamicTest> acknowledgements() {
    return Vectors.of("acknowledgement", CodecVectorsTest::acknowledgement);
  }

  @TestFactory
  Stream<DynamicTest> merges() {
    return Vectors.of("merge", CodecVectorsTest::merge);
  }

  private static void board(JsonNode one) {
    BoardValue value = BoardCodec.parse(environment(one), text(one));
    if (!readable(one)) {
      assertThat(value).isInstanceOf(Unreadable.class);
      return;
    }
    BoardState board = (BoardState) value;
    assertThat(board.run()).isEqualTo(one.get("run").asString());
    assertThat(board.version()).isEqualTo(version(one));
    assertThat(lines(board.holds())).isEqualTo(Vectors.texts(one.get("holds")));
    assertThat(stops(board.content().releases())).isEqualTo(Vectors.texts(one.get("releases")));
    assertThat(stops(board.content().ended())).isEqualTo(Vectors.texts(one.get("ended")));
    assertThat(board.sum()).isEqualTo(one.get("sum").asString());
    assertThat(BoardCodec.text(board)).isEqualTo(text(one));
  }

  private static void change(JsonNode one) {
    Published value = ChangeCodec.parse(environment(one), text(one));
    if (!readable(one)) {
      assertThat(value).isInstanceOf(Unreadable.class);
      return;
    }
    BoardChange change = (BoardChange) value;
    assertThat(change.version()).isEqualTo(version(one));
    assertThat(lines(change.holds())).isEqualTo(Vectors.texts(one.get("holds")));
    assertThat(ChangeCodec.text(change)).isEqualTo(text(one));
  }

  private static void acknowledgement(JsonNode one) {
    if (!readable(one)) {
      assertThatThrownBy(() -> AcknowledgementCodec.parse(environment(one), text(one)))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    Acknowledgement said = AcknowledgementCodec.parse(environment(one), text(one));
    assertThat(said.component()).isEqualTo(one.get("component").asString());
    assertThat(said.instance()).isEqualTo(one.get("instance").asString());
    assertThat(said.gate().library()).isEqualTo(one.get("library").asString());
    assertThat(said.gate().startedMillis()).isEqualTo(one.get("started").asLong());
    assertThat(said.gate().heartbeat().toMillis()).isEqualTo(one.get("heartbeat").asLong());
    assertThat(said.version()).hasToString(one.get("version").asString());
    assertThat(said.accepted()).hasToString(one.get("accepted").asString());
    assertThat(said.sum()).isEqualTo(one.get("sum").asString());
    assertThat(said.redisMillis()).isEqualTo(one.get("at").asLong());
    assertThat(lines(said.holds())).isEqualTo(Vectors.texts(one.get("holds")));
    assertThat(said.unfinished()).isEqualTo(Vectors.texts(one.get("unfinished")));
    assertThat(said.lane()).isEqualTo(Vectors.texts(one.get("lane")));
    assertThat(AcknowledgementCodec.text(environment(one), said)).isEqualTo(text(one));
    one.get("keeps").valueStream().forEach(asked -> keeps(said, asked));
  }

  private static void keeps(Acknowledgement said, JsonNode asked) {
    BoardVersion containing = BoardVersion.parse(asked.get("containing").asString());
    assertThat(said.keeps(new StopId(asked.get("stop").asString()), containing))
        .as(asked.toString())
        .isEqualTo(asked.get("keeps").asBoolean());
  }

  private static void merge(JsonNode one) {
    Hold first = HoldLine.parse(one.get("first").asString());
    Hold second = HoldLine.parse(one.get("second").asString());
    String merged = one.get("merged").asString();

    assertThat(HoldLine.of(first.merge(second))).isEqualTo(merged);
    assertThat(HoldLine.of(second.merge(first))).isEqualTo(merged);
  }

  private static List<String> lines(List<Hold> holds) {
    return holds.stream().map(HoldLine::of).toList();
  }

  private static List<String> stops(Collection<StopId> stops) {
    return stops.stream().map(StopId::toString).toList();
  }

  private static EnvironmentId environment(JsonNode one) {
    return new EnvironmentId(one.get("env").asString());
  }

  private static String text(JsonNode one) {
    return one.get("text").asString();
  }

  private static boolean readable(JsonNode one) {
    return one.get("readable").asBoolean();
  }

  private static BoardVersion version(JsonNode one) {
    return new BoardVersion(one.get("incarnation").asLong(), one.get("epoch").asLong());
  }
}
