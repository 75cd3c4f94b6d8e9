package io.estop.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Holds;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The users that the protocol's page grants, against a real Redis. */
class AclTest {
  private static final EnvironmentId DEMO = new EnvironmentId("demo");
  private static final Duration SOON = Duration.ofSeconds(2);

  @Test
  void aComponentFollowsTheBoardAndWritesItsOwnAcknowledgementOnly() throws Exception {
    try (RealRedis redis = RealRedis.start()) {
      grant(redis, "service");
      grant(redis, "component");
      Board service = Board.of(DEMO, as(redis, "service"));
      Board component = Board.of(DEMO, as(redis, "component"));
      assertThat(service.refill(1, BoardContent.nothing(), SOON).isDone()).isTrue();

      try (TradingGate gate =
          TradingGate.builder(DEMO, "engine", uri(redis, "component")).start()) {
        RealRedis.await("live", () -> leasedAndAllowed(service, gate));
        service.add(Holds.firm("s1"), SOON);
        RealRedis.await("halted", () -> say(gate).equals("DENIED HALTED"));
        RealRedis.await("acknowledged", () -> hasAcknowledged(service));
      }
      assertThat(component.add(Holds.firm("s2"), SOON).toString()).contains("NOPERM");
      assertThat(component.renewLease(read(service), SOON, SOON).toString()).contains("NOPERM");
      assertThat(
              component
                  .writeLimits("engine", new Limits(BigDecimal.ONE, BigDecimal.ONE), SOON)
                  .toString())
          .contains("NOPERM");
      component.close();
      service.close();
    }
  }

  private static boolean leasedAndAllowed(Board service, TradingGate gate) {
    service.renewLease(read(service), Duration.ofSeconds(5), SOON);
    return say(gate).equals("ALLOWED");
  }

  private static boolean hasAcknowledged(Board service) {
    BoardVersion held = ((BoardState) read(service).board()).version();
    return ((Answer.Done<List<ComponentReport>>) service.acknowledgements(List.of("engine"), SOON))
        .value().get(0).instances().stream().anyMatch(said -> said.keeps(new StopId("s1"), held));
  }

  private static Reading read(Board board) {
    return ((Answer.Done<Reading>) board.read(SOON)).value();
  }

  private static String say(TradingGate gate) {
    return gate.look(
            OrderRequest.order("o1", new Account("alpaca", "A1"), "AAPL")
                .size(Side.BUY, BigDecimal.ONE, BigDecimal.ZERO)
                .build())
        .toString();
  }

  private static RedisURI uri(RealRedis redis, String user) {
    return RedisURI.create(redis.uri().replace("redis://", "redis://" + user + ":secret@"));
  }

  private static RedisClient as(RealRedis redis, String user) {
    return RedisClient.create(uri(redis, user));
  }

  private static String pages() throws Exception {
    StringBuilder pages = new StringBuilder();
    for (Path page : List.of(Path.of("docs/PROTOCOL-board.md"), Path.of("../docs/PROTOCOL.md"))) {
      if (Files.exists(page)) {
        pages.append(Files.readString(page));
      }
    }
    return pages.toString();
  }

  // The row of the table, so that the page cannot say what Redis does not do.
  private static void grant(RealRedis redis, String user) throws Exception {
    String page = pages();
    Matcher row = Pattern.compile("\\| " + user + " \\| `(on [^`]*)` \\|").matcher(page);
    assertThat(row.find()).isTrue();
    String rules =
        row.group(1)
            .replace(">…", ">secret")
            .replace("\\|", "|")
            .replace("<env>", "demo")
            .replace("<component>", "engine");
    CommandArgs<String, String> arguments =
        new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add(user);
    List.of(rules.split(" ")).forEach(arguments::add);
    redis.tamper(r -> r.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments));
  }
}
