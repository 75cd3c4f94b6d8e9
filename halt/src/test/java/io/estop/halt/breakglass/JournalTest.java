package io.estop.halt.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.halt.breakglass.Identities.Identity;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal keeps, and whom it may name. */
class JournalTest {
  private static final JournalEntry INTENDED =
      new JournalEntry(
          "e-1",
          Instant.parse("2026-11-23T15:00:00.123456Z"),
          "test",
          "carol",
          "hold",
          "s-1",
          Map.of("scope", "firm", "action", "HALT", "reason", "it \"burns\" – ü\n"),
          Map.of());

  @TempDir private Path folder;

  @Test
  void tellsOnceWhatWasIntendedAndWhatCameOfIt() throws IOException {
    JournalEntry done = INTENDED.with(Map.of("board", "true", "flag", "false"));

    journal().add(INTENDED);
    assertThat(journal().read().undelivered()).containsExactly(INTENDED);
    journal().add(done);

    assertThat(journal().read()).isEqualTo(new Journal.Content(List.of(done), 0, List.of()));
  }

  @Test
  void forgetsNothingWhenAnEntryWasDelivered() throws IOException {
    journal().add(INTENDED);
    journal().delivered("e-1");

    assertThat(journal().read()).isEqualTo(new Journal.Content(List.of(), 1, List.of()));
    assertThat(Files.readString(journal().file())).contains("burns");
  }

  @Test
  void namesADamagedLineAndReadsTheOthers() throws IOException {
    journal().add(INTENDED);
    Files.writeString(journal().file(), "{\"id\":\"cut o", StandardOpenOption.APPEND);
    JournalEntry next =
        new JournalEntry(
            "e-2", INTENDED.at(), "test", "carol", "lock", "paper/PA1", Map.of(), Map.of());
    journal().add(next);

    Journal.Content content = journal().read();

    assertThat(content.undelivered()).containsExactly(INTENDED, next);
    assertThat(content.damaged()).containsExactly(2);
  }

  @Test
  void isEmptyWhereNobodyEverBrokeTheGlass() throws IOException {
    assertThat(journal().read()).isEqualTo(new Journal.Content(List.of(), 0, List.of()));
  }

  @Test
  void aTokenStandsForThePersonWhoseHashTheSettingsName() {
    Person carol = new Person("carol", Role.RISK);
    Identities identities =
        new Identities(List.of(new Identity(carol, Identities.hash("carols-token"))));

    assertThat(identities.person("carols-token")).contains(carol);
    assertThat(identities.person("carols-token ")).isEmpty();
    assertThat(identities.person("")).isEmpty();
    assertThatThrownBy(() -> new Identity(carol, "carols-token"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("token-sha256 of carol must be 64")
        .hasMessageNotContaining("carols-token");
  }

  private Journal journal() {
    return new Journal(folder.resolve("glass"));
  }
}
