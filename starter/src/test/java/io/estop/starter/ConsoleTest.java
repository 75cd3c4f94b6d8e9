package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions, pages and the event stream. */
class ConsoleTest {
  private static FrontDoor door;

  @BeforeAll
  static void open() {
    door = FrontDoor.withStores();
  }

  @AfterAll
  static void close() {
    door.close();
  }

  @Test
  void aTokenOpensASessionWhoseCookieNoScriptReads() {
    HttpResponse<String> signedIn = signIn(FrontDoor.OPERATOR, "same-origin");

    assertThat(signedIn.statusCode()).isEqualTo(302);
    assertThat(setCookie(signedIn)).contains("HttpOnly").contains("SameSite=Strict");
    HttpResponse<String> page = door.send(door.request("/", "").header("Cookie", cookie(signedIn)));
    assertThat(page.body()).contains("olivia").contains("id=\"press\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'");
  }

  @Test
  void refusesAnUnknownTokenAndAForeignSite() {
    assertThat(signIn("not-a-token-at-all", "same-origin").statusCode()).isEqualTo(401);
    assertThat(signIn(FrontDoor.OPERATOR, "cross-site").statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionPressesOnlyFromOurOwnPages() {
    String cookie = cookie(signIn(FrontDoor.OPERATOR, "same-origin"));

    assertThat(pressWith(cookie, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(pressWith(cookie, "Origin", "http://evil.example").statusCode()).isEqualTo(403);
    assertThat(pressWith(cookie, "X-None", "none").statusCode()).isEqualTo(403);
    assertThat(pressWith(cookie, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(202);
  }

  @Test
  void everythingThatAStopsPageLoadsComesFromHere() {
    String page = door.get("/stops/page-1", FrontDoor.OPERATOR).body();

    List<String> loaded =
        Pattern.compile("(?:src|href)=\"(/[^\"]+\\.(?:js|css|svg))\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(loaded).anyMatch(path -> path.startsWith("/webjars/uplot/"));
    assertThat(loaded)
        .allSatisfy(
            path -> assertThat(door.get(path, FrontDoor.OPERATOR).statusCode()).isEqualTo(200));
    assertThat(page).doesNotContain("http://", "https://cdn").doesNotContain(" style=", "onclick");
  }

  @Test
  void onlyThosePressingSeeWhatToDoAboutATask() {
    assertThat(door.get("/stops/page-1", FrontDoor.OPERATOR).body()).contains("task-dialog");
    assertThat(door.get("/stops/page-1", FrontDoor.VIEWER).body()).doesNotContain("task-dialog");
  }

  @Test
  void aViewerSeesNoPressForm() {
    HttpResponse<String> page = door.get("/", FrontDoor.VIEWER);

    assertThat(page.body()).doesNotContain("id=\"press\"").contains("may look but not press");
  }

  @Test
  void theStreamBeginsWithTheStopAsItIs() throws IOException, InterruptedException {
    door.press("sse-1", "symbol:SSE", "HALT");

    HttpRequest follow = door.request("/api/v1/stops/sse-1/events", FrontDoor.VIEWER).build();
    HttpResponse<InputStream> stream = door.http().send(follow, BodyHandlers.ofInputStream());

    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      String event =
          lines.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
      assertThat(event).contains("event:stop").contains("\"stopId\":\"sse-1\"");
    }
    assertThat(door.get("/api/v1/stops/nobody/events", FrontDoor.VIEWER).statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> signIn(String token, String site) {
    return door.send(
        door.request("/login", "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", site)
            .POST(BodyPublishers.ofString("token=" + token)));
  }

  private static HttpResponse<String> pressWith(String cookie, String header, String value) {
    return door.send(
        door.request("/api/v1/stops", "")
            .header("Content-Type", "application/json")
            .header("Cookie", cookie)
            .header(header, value)
            .POST(BodyPublishers.ofString(FrontDoor.body("web-1", "symbol:WEB", "HALT"))));
  }

  private static String cookie(HttpResponse<String> signedIn) {
    return setCookie(signedIn).split(";", 2)[0];
  }

  private static String setCookie(HttpResponse<String> signedIn) {
    return signedIn.headers().firstValue("Set-Cookie").orElse("");
  }
}
