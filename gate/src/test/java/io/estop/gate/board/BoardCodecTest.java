package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoardCodecTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final String TEXT = BoardCodec.text(board(new Random(1)));

  @Test
  void parsesWhatItWrote() {
    for (int seed = 0; seed < 200; seed++) {
      String text = BoardCodec.text(board(new Random(seed)));

      BoardState parsed = (BoardState) BoardCodec.parse(DEMO, text);

      assertThat(BoardCodec.text(parsed)).as("seed " + seed).isEqualTo(text);
      assertThat(text).as("seed " + seed).contains(parsed.sum());
    }
  }

  @Test
  void everyTruncationIsUnreadable() {
    for (int length = 0; length < TEXT.length(); length++) {
      assertUnreadable(TEXT.substring(0, length));
    }
  }

  @Test
  void everyChangedCharacterIsUnreadable() {
    for (int at = 0; at < TEXT.length(); at++) {
      char other = TEXT.charAt(at) == 'a' ? 'b' : 'a';
      assertUnreadable(TEXT.substring(0, at) + other + TEXT.substring(at + 1));
    }
  }

  @Test
  void aBoardOfAnotherEnvironmentIsUnreadable() {
    assertThat(BoardCodec.parse(new EnvironmentId("prod"), TEXT))
        .isEqualTo(new Unreadable("environment must be prod but was: env\tdemo"));
  }

  @Test
  void aForgedSumDoesNotMakeUpForLinesOutOfForm() {
    for (List<String> forgery :
        List.of(
            List.of("estop-board\t1", "estop-board\t2"),
            List.of("version\t3\t4", "version\t-3\t4"),
            List.of("version\t3\t4", "version\t03\t4"),
            List.of("release\t", "rescind\t"),
            List.of("ended\t", "HALTED\t"),
            List.of("release\tr1\n", "release\tr1\nrelease\tr1\n"))) {
      String forged = SummedText.open(TEXT).body().replace(forgery.get(0), forgery.get(1));
      assertThat(forged).isNotEqualTo(SummedText.open(TEXT).body());

      assertUnreadable(SummedText.of(forged).toString());
    }
  }

  private static void assertUnreadable(String text) {
    assertThat(BoardCodec.parse(DEMO, text)).as(text).isInstanceOf(Unreadable.class);
  }

  private static BoardState board(Random random) {
    List<Hold> holds =
        List.of(
            Holds.random(random, "s1", "firm"),
            Holds.random(random, "s1", "symbol:BTC/USD"),
            Holds.random(random, "s-2", "account:paper/PA1"));
    BoardContent content =
        new BoardContent(
            holds,
            new LinkedHashSet<>(List.of(new StopId("r1"), new StopId("r-2"))),
            List.of(new StopId("z"), new StopId("a")));
    return new BoardState(DEMO, "0123456789abcdef", new BoardVersion(3, 4), content, "");
  }
}
