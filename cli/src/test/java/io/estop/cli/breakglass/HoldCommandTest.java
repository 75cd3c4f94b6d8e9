package io.estop.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.cli.CliMain;
import io.estop.cli.ExitCodes;
import io.estop.gate.RealRedis;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.breakglass.Identities;
import io.estop.halt.breakglass.Journal;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A hold by hand on a real board and flag: what it does, says and refuses. */
class HoldCommandTest {
  private static final String TOKEN = "carols-glass-token-1";
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();
  private final Flag flag = new Flag(postgres.database(), new MovedClock());
  private final Board board = Board.of(EnvironmentId.parse("test"), redis.client());

  @AfterAll
  static void stop() {
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void settings() {
    postgres.empty();
    redis.empty();
    set("ENVIRONMENT", "test");
    set("TOKEN", TOKEN);
    set("JOURNAL", folder.toString());
    set("REDIS_URL", redis.uri());
    set("POSTGRES_URL", postgres.url());
    set("POSTGRES_USERNAME", "postgres");
    set("IDENTITIES_0_NAME", "carol");
    set("IDENTITIES_0_ROLE", "RISK");
    set("IDENTITIES_0_TOKEN_SHA256", Identities.hash(TOKEN));
  }

  @Test
  void holdsOnBoardAndFlagAndTheSystemCarriesOn() throws IOException {
    assertThat(hold("symbol:X", "HALT")).isEqualTo(ExitCodes.DONE);

    assertThat(boardHolds()).isEqualTo(flag.read().holdsInOrder()).hasSize(1);
    assertThat(new Outbox(postgres.database(), new MovedClock()).undelivered(9))
        .singleElement()
        .satisfies(
            press -> {
              assertThat(press.cause().actor()).isEqualTo("carol");
              assertThat(press.cause().reason()).isEqualTo("break-glass: fire");
            });
    assertThat(said.toString())
        .contains("stop id s-1", "HELD: gates deny, and PostgreSQL has the hold")
        .contains("working orders stay as they are");
    assertThat(journal().undelivered())
        .singleElement()
        .satisfies(entry -> assertThat(entry.results()).containsEntry("flag", "true"));
  }

  @Test
  void holdingTwiceIsOneHold() {
    hold("symbol:X", "HALT");
    long version = flag.read().version();

    assertThat(hold("symbol:X", "HALT")).isEqualTo(ExitCodes.DONE);
    assertThat(flag.read().version()).isEqualTo(version);
  }

  @Test
  void withoutPostgresItSaysThatALostRedisWouldLoseIt() {
    variables.remove("ESTOP_BREAKGLASS_POSTGRES_URL");

    assertThat(hold("firm", "HALT")).isEqualTo(ExitCodes.ANSWERED_NO);

    assertThat(boardHolds()).hasSize(1);
    assertThat(said.toString())
        .contains("HELD_NOT_DURABLE", "a lost Redis would lose it", "estop break-glass deliver");
  }

  @Test
  void withoutRedisItSaysThatGatesDenyBecauseTheyHearNothing() {
    variables.remove("ESTOP_BREAKGLASS_REDIS_URL");

    assertThat(hold("firm", "HALT")).isEqualTo(ExitCodes.DONE);

    assertThat(flag.read().holds()).hasSize(1);
    assertThat(said.toString()).contains("DURABLE_NOT_ON_BOARD", "hear nothing");
  }

  @Test
  void withoutBothNothingIsHeldAndThatIsSaid() {
    variables.remove("ESTOP_BREAKGLASS_REDIS_URL");
    variables.remove("ESTOP_BREAKGLASS_POSTGRES_URL");

    assertThat(hold("firm", "CANCEL")).isEqualTo(ExitCodes.UNREACHABLE);

    assertThat(said.toString())
        .contains("NOT_HELD", "run this again until it does", "NO order was cancelled");
  }

  @Test
  void theDatabaseOfAnotherEnvironmentRefusesEverything() {
    set("ENVIRONMENT", "prod");

    assertThat(hold("firm", "HALT")).isEqualTo(ExitCodes.USAGE);

    assertThat(said.toString()).contains("'prod'", "nothing was done");
    assertThat(flag.read().holds()).isEmpty();
    assertThat(new Journal(folder).file()).doesNotExist();
  }

  @Test
  void aVenueOfAnotherEnvironmentRefusesEverything() {
    Map.of("NAME", "paper", "ACCOUNT", "PA1", "ENVIRONMENT", "prod", "KEY_ID", "k")
        .forEach((key, value) -> set("VENUES_0_" + key, value));

    assertThat(hold("firm", "HALT")).isEqualTo(ExitCodes.USAGE);

    assertThat(said.toString())
        .contains("venues.0.environment is 'prod' but these settings are for 'test'");
    assertThat(flag.read().holds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "firm,FLATTEN,hold closes no position",
    "drill:x,HALT,a drill has no glass to break",
    "planet:earth,HALT,planet",
    "firmx,HALT,scope must be 'firm'",
    "firm,STOP,STOP",
  })
  void refusesWhatCannotBeMeant(String scope, String action, String why) {
    assertThat(hold(scope, action)).isEqualTo(ExitCodes.USAGE);
    assertThat(said.toString()).contains(why);
    assertThat(flag.read().holds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN,'',no token",
    "TOKEN,somebody-elses-token,nobody with this token",
    "IDENTITIES_0_ROLE,VIEWER,carol has the role VIEWER",
    "IDENTITIES_0_ROLE,KING,must be one of",
    "IDENTITIES_0_TOKEN_SHA256,xyz,token-sha256 of carol must be 64",
    "ENVIRONMENT,'',environment",
    "ENVIRONMENT,Prod Uction,environment",
    "REDIS_URL,somewhere,redis.url must be redis://",
    "POSTGRES_URL,jdbc:mysql://x/y,postgres.url must be jdbc:postgresql://",
  })
  void refusesSettingsThatCannotBeMeantAndRepeatsNoSecret(String key, String value, String why) {
    set(key, value);

    assertThat(hold("firm", "HALT")).isEqualTo(ExitCodes.USAGE);
    assertThat(said.toString()).contains(why).doesNotContain(TOKEN);
    assertThat(flag.read().holds()).isEmpty();
  }

  @Test
  void readsItsFileAndRefusesAKeyThatNobodyKnows() throws IOException {
    Path file = folder.resolve("glass.properties");
    Files.writeString(file, "enviroment=test\n");

    int code =
        run("hold", "firm", "--action", "HALT", "--reason", "fire", "--settings", file.toString());

    assertThat(code).isEqualTo(ExitCodes.USAGE);
    assertThat(said.toString()).contains("unknown key 'enviroment'");
  }

  @Test
  void anIdOfAnotherScopeIsRefusedAndALongReasonToo() {
    hold("symbol:X", "HALT");

    assertThat(hold("symbol:Y", "HALT")).isEqualTo(ExitCodes.ANSWERED_NO);
    assertThat(said.toString()).contains("in use for another scope");
    assertThat(run("hold", "firm", "--action", "HALT", "--reason", "x".repeat(1_000_000)))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(flag.read().holds().keySet()).containsExactly(StopId.parse("s-1"));
  }

  private int hold(String scope, String action) {
    return run("hold", scope, "--action", action, "--reason", "fire", "--stop-id", "s-1");
  }

  private int run(String... words) {
    CommandLine line = CliMain.commandLine(variables);
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return line.execute(
        Stream.concat(Stream.of("break-glass"), Stream.of(words)).toArray(String[]::new));
  }

  private void set(String key, String value) {
    variables.put("ESTOP_BREAKGLASS_" + key, value);
  }

  private Journal.Content journal() throws IOException {
    return new Journal(folder).read();
  }

  private List<Hold> boardHolds() {
    Reading reading = ((Answer.Done<Reading>) board.read(Duration.ofSeconds(2))).value();
    return ((BoardState) reading.board()).holds();
  }
}
