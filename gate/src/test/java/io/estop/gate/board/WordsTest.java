package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final Pattern READS = Pattern.compile("total_reads_processed:(\\d+)");

  private final RealRedis redis = RealRedis.start();
  private final RedisLink<StatefulRedisConnection<String, String>> link =
      new RedisLink<>(redis.client()::connect);
  private final Words words = new Words(link);

  @AfterEach
  void close() {
    link.close();
    redis.close();
  }

  @Test
  void whatIsSaidTogetherLeavesInOneWrite() {
    await(words.say("k", "first", "connected"));
    List<CompletionStage<?>> said = new ArrayList<>();
    long before = reads();

    words.together(
        () -> IntStream.range(0, 40).forEach(i -> said.add(words.say("k" + i, "i", "text"))));

    said.forEach(WordsTest::await);
    // Beside it: connecting anew to ask, which takes a few.
    assertThat(reads() - before).isLessThan(10);
    assertThat(redis.<Long>tamper(r -> r.dbsize())).isEqualTo(41);
  }

  @Test
  void aLaterWordReplacesTheOneThatWaitsAndBothAreDoneWithIt() {
    List<CompletionStage<?>> said = new ArrayList<>();

    words.together(
        () -> {
          said.add(words.say("k", "spoke", "first"));
          said.add(words.say("k", "spoke", "second"));
          said.add(words.say("k", "left", "last"));
          said.add(words.say("k", "left", null));
        });

    said.forEach(WordsTest::await);
    assertThat(redis.<Map<String, String>>tamper(r -> r.hgetall("k")))
        .containsOnly(entry("spoke", "second"));
  }

  @Test
  void roundsWithinRoundsHoldBackUntilTheLastEnds() {
    await(words.say("k", "first", "connected"));
    List<CompletionStage<?>> said = new ArrayList<>();

    words.together(
        () -> {
          words.together(() -> said.add(words.say("k2", "i", "text")));
          assertThat(redis.<Long>tamper(r -> r.dbsize())).isEqualTo(1);
        });

    await(said.get(0));
    assertThat(redis.<Long>tamper(r -> r.dbsize())).isEqualTo(2);
  }

  @Test
  void whatCannotBeSentFails() {
    link.close();

    assertThat(words.say("k", "i", "text").toCompletableFuture()).isCompletedExceptionally();
  }

  private static void await(CompletionStage<?> said) {
    said.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }

  private static Map.Entry<String, String> entry(String field, String value) {
    return Map.entry(field, value);
  }

  private long reads() {
    String stats = redis.tamper(r -> r.info("stats"));
    Matcher found = READS.matcher(stats);
    assertThat(found.find()).as(stats).isTrue();
    return Long.parseLong(found.group(1));
  }
}
