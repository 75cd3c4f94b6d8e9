package io.estop.halt.press;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.halt.Presses;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.StopId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder keeps, and what it does not pretend to keep. */
class FileOutboxTest {
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final Press PRESS = Presses.of("s-1", "account:paper/PA1", Action.CANCEL);

  @TempDir private Path temporary;

  @Test
  void keepsAPressAsItIsInOneFileAndNothingElse() throws IOException {
    FileOutbox outbox = outbox(9);

    outbox.keep(PRESS);
    outbox.keep(PRESS);

    assertThat(outbox(9).read()).isEqualTo(new FileOutbox.Content(List.of(PRESS), List.of()));
    assertThat(files()).singleElement().asString().contains("press-s-1-").endsWith(".json");
  }

  @Test
  void keepsTheFurtherPressInPlaceOfTheFormer() throws IOException {
    FileOutbox outbox = outbox(9);
    Press further = Presses.of("s-1", "account:paper/PA1", Action.FLATTEN);

    outbox.keep(PRESS);
    outbox.keep(further);

    assertThat(outbox.read().presses()).containsExactly(further);
  }

  @Test
  void tellsStopIdsApartThatDifferInCaseOrLookLikePaths() throws IOException {
    FileOutbox outbox = outbox(9);
    for (String id : List.of("a", "A", "..", ".", "a".repeat(64))) {
      outbox.keep(Presses.of(id, "firm", Action.HALT));
    }

    assertThat(outbox.read().presses()).hasSize(5);
    outbox.remove(StopId.parse("a"));
    assertThat(outbox.read().presses())
        .extracting(press -> press.stopId().value())
        .containsExactlyInAnyOrder("A", "..", ".", "a".repeat(64));
    assertThat(folder().resolveSibling("press-..")).doesNotExist();
  }

  @Test
  void refusesMoreThanItsBoundAndSaysWhatToDo() throws IOException {
    FileOutbox outbox = outbox(2);
    outbox.keep(Presses.of("s-1", "firm", Action.HALT));
    outbox.keep(Presses.of("s-2", "firm", Action.HALT));

    assertThatThrownBy(() -> outbox.keep(Presses.of("s-3", "firm", Action.HALT)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds 2 presses, which is the most: bring PostgreSQL back");
    outbox.keep(Presses.of("s-2", "firm", Action.CANCEL));
    assertThat(outbox.read().presses()).hasSize(2);
  }

  @Test
  void refusesWhereTheFolderCannotBeMade() throws IOException {
    Files.writeString(folder(), "a file, not a folder");

    assertThatThrownBy(() -> outbox(9).keep(PRESS)).isInstanceOf(IOException.class);
  }

  @Test
  void movesADamagedFileAsideAndNamesIt() throws IOException {
    FileOutbox outbox = outbox(9);
    outbox.keep(PRESS);
    outbox.keep(Presses.of("s-2", "firm", Action.HALT));
    Path damaged = files().get(0);
    Files.writeString(damaged, Files.readString(damaged).replace("CANCEL", "HALT"));

    FileOutbox.Content content = outbox.read();

    assertThat(content.presses())
        .extracting(press -> press.stopId().value())
        .containsExactly("s-2");
    assertThat(content.damaged())
        .singleElement()
        .asString()
        .contains(damaged.getFileName().toString(), "its sum does not fit its content");
    assertThat(damaged).doesNotExist();
    try (Stream<Path> aside = Files.list(folder().resolve("aside"))) {
      assertThat(aside).hasSize(1);
    }
    assertThat(outbox.read().damaged()).isEmpty();
  }

  @Test
  void movesACutOffFileAside() throws IOException {
    FileOutbox outbox = outbox(9);
    outbox.keep(PRESS);
    Path file = files().get(0);
    Files.writeString(file, Files.readString(file).substring(0, 40));

    assertThat(outbox.read().damaged()).hasSize(1);
  }

  @Test
  void movesAPressOfAnotherEnvironmentAside() throws IOException {
    new FileOutbox(folder(), EnvironmentId.parse("prod"), 9).keep(PRESS);

    FileOutbox.Content content = outbox(9).read();

    assertThat(content.presses()).isEmpty();
    assertThat(content.damaged())
        .singleElement()
        .asString()
        .contains("it belongs to environment 'prod' but this process to 'test'");
  }

  @Test
  void readsNothingWhereThereIsNoFolder() throws IOException {
    assertThat(outbox(9).read()).isEqualTo(new FileOutbox.Content(List.of(), List.of()));
    assertThat(folder()).doesNotExist();
  }

  private FileOutbox outbox(int most) {
    return new FileOutbox(folder(), TEST, most);
  }

  private Path folder() {
    return temporary.resolve("outbox");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
