package io.estop.cli.breakglass;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estop.cli.CliMain;
import io.estop.cli.ExitCodes;
import io.estop.halt.breakglass.Identities;
import io.estop.halt.breakglass.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The venue's own lock, against a stand-in of the venue. */
class LockCommandTest {
  private static final String TOKEN = "carols-glass-token-1";

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer venue = server();
  private volatile String number = "PA1";
  private volatile boolean answers = true;

  @BeforeEach
  void settings() {
    set("ENVIRONMENT", "test");
    set("TOKEN", TOKEN);
    set("JOURNAL", folder.toString());
    set("IDENTITIES_0_NAME", "carol");
    set("IDENTITIES_0_ROLE", "RISK");
    set("IDENTITIES_0_TOKEN_SHA256", Identities.hash(TOKEN));
    set("VENUES_0_NAME", "paper");
    set("VENUES_0_ACCOUNT", "PA1");
    set("VENUES_0_ENVIRONMENT", "test");
    set("VENUES_0_TRADING_URL", "http://127.0.0.1:" + venue.getAddress().getPort());
    set("VENUES_0_KEY_ID", "key");
    set("VENUES_0_SECRET_KEY", "secret");
  }

  @AfterEach
  void close() {
    venue.stop(0);
  }

  @Test
  void locksTheAccountAndSaysThatClosingIsRefused() throws IOException {
    assertThat(run("lock", "paper/PA1")).isEqualTo(ExitCodes.DONE);

    assertThat(asked).contains("PATCH /v2/account/configurations {\"suspend_trade\":true}");
    assertThat(said.toString())
        .contains("also the closing orders of a stop are refused until")
        .contains("'estop break-glass unlock paper/PA1'", "LOCKED: paper/PA1");
    assertThat(new Journal(folder).read().undelivered())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.act()).isEqualTo("lock");
              assertThat(entry.results()).containsEntry("locked", "true");
            });
  }

  @Test
  void unlocksAndSaysThatHoldsStillDeny() {
    assertThat(run("unlock", "paper/PA1")).isEqualTo(ExitCodes.DONE);

    assertThat(asked).contains("PATCH /v2/account/configurations {\"suspend_trade\":false}");
    assertThat(said.toString()).contains("NOT LOCKED: paper/PA1", "holds on the board still deny");
  }

  @Test
  void anAccountThatTheSettingsDoNotNameIsRefused() {
    assertThat(run("lock", "paper/PA2")).isEqualTo(ExitCodes.USAGE);

    assertThat(asked).isEmpty();
    assertThat(said.toString()).contains("the settings name no account paper/PA2");
  }

  @Test
  void keysOfAnotherAccountLockNothing() {
    number = "PA9";

    assertThat(run("lock", "paper/PA1")).isEqualTo(ExitCodes.UNREACHABLE);

    assertThat(asked).noneMatch(call -> call.startsWith("PATCH"));
    assertThat(said.toString()).contains("UNKNOWN", "its key opens account PA9");
  }

  @Test
  void aVenueThatDoesNotConfirmLeavesItUnknown() {
    answers = false;

    assertThat(run("lock", "paper/PA1")).isEqualTo(ExitCodes.UNREACHABLE);

    assertThat(said.toString()).contains("UNKNOWN: paper/PA1 may or may not be locked");
  }

  private int run(String act, String account) {
    CommandLine line = CliMain.commandLine(variables);
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return line.execute("break-glass", act, account, "--reason", "fire");
  }

  private void set(String key, String value) {
    variables.put("ESTOP_BREAKGLASS_" + key, value);
  }

  private HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::answer);
      server.start();
      return server;
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), UTF_8);
    asked.add((call.getRequestMethod() + " " + call.getRequestURI() + " " + body).strip());
    boolean account = call.getRequestURI().getPath().equals("/v2/account");
    String answer = account ? "{\"account_number\":\"" + number + "\",\"equity\":\"1\"}" : body;
    byte[] bytes = answer.getBytes(UTF_8);
    call.sendResponseHeaders(account || answers ? 200 : 500, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }
}
