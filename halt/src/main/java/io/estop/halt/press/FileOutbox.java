package io.estop.halt.press;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.CanonicalJson;
import io.estop.store.flag.PressText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Presses in a folder, for when PostgreSQL does not answer: one file per stop id, of two lines, the
 * press as JSON and its SHA-256. A press counts as kept once file and folder are on the disk. Not
 * thread-safe, one process to a folder; its owner calls it under a lock.
 */
public final class FileOutbox {
  /** How many presses a folder takes. */
  public static final int MOST = 1_000;

  private static final String PREFIX = "press-";
  private static final String SUFFIX = ".json";
  private static final String TEMPORARY = ".tmp";
  private static final String ASIDE = "aside";
  private static final int NAME_HEX = 12;

  private final Path folder;
  private final EnvironmentId environment;
  private final int most;

  /**
   * Does no I/O.
   *
   * @param folder made with the first press
   * @param most presses that the folder takes
   */
  public FileOutbox(Path folder, EnvironmentId environment, int most) {
    this.folder = folder;
    this.environment = environment;
    this.most = most;
  }

  /**
   * What a folder holds.
   *
   * @param presses that are kept, by stop id
   * @param damaged one sentence for each file that was moved aside
   */
  public record Content(List<Press> presses, List<String> damaged) {
    public Content {
      presses = List.copyOf(presses);
      damaged = List.copyOf(damaged);
    }
  }

  /** Returns where the files are. */
  public Path folder() {
    return folder;
  }

  /**
   * Keeps a press, in place of the one with its stop id.
   *
   * @throws IOException saying why it is not kept: the folder is full or cannot be written
   */
  public void keep(Press press) throws IOException {
    Files.createDirectories(folder);
    Path target = file(press.stopId());
    if (!Files.exists(target) && names().size() >= most) {
      throw new IOException(
          "folder "
              + folder
              + " holds "
              + most
              + " presses, which is the most: bring PostgreSQL back, or move files away");
    }
    Path temporary = folder.resolve(PREFIX + UUID.randomUUID() + TEMPORARY);
    try {
      write(temporary, text(press));
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder();
  }

  /** Removes the press with that stop id, if it is there. */
  public void remove(StopId stop) throws IOException {
    if (Files.deleteIfExists(file(stop))) {
      forceFolder();
    }
  }

  /** Moves the press with that stop id aside: it can never be delivered, and a person must look. */
  public void setAside(StopId stop) throws IOException {
    aside(file(stop));
  }

  /**
   * Reads the folder. A file that is not exactly what was written is moved into the folder {@code
   * aside} and told of, never lost; a half-written one was never answered as kept.
   */
  public Content read() throws IOException {
    List<Press> presses = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (Path file : names()) {
        try {
          presses.add(parse(file));
        } catch (Damaged bad) {
          aside(file);
          damaged.add(file.getFileName() + ": " + bad.getMessage());
        }
      }
    }
    return new Content(presses, damaged);
  }

  private List<Path> names() throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      files.forEach(names::add);
    }
    names.sort(null);
    return names;
  }

  // The hash keeps two ids apart where the file system does not tell upper from lower case.
  private Path file(StopId stop) {
    String hash = sum(stop.value()).substring(0, NAME_HEX);
    return folder.resolve(PREFIX + stop + "-" + hash + SUFFIX);
  }

  private String text(Press press) {
    String json =
        CanonicalJson.write(
            Map.of(
                "format", 1,
                "environment", environment.value(),
                "press", PressText.toMap(press)));
    return json + "\n" + sum(json) + "\n";
  }

  /** A file that is not what was written. */
  private static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String why) {
      super(why);
    }
  }

  private Press parse(Path file) throws IOException, Damaged {
    String text = new String(Files.readAllBytes(file), UTF_8);
    String[] lines = text.split("\n", -1);
    if (lines.length != 3 || !lines[2].isEmpty() || !sum(lines[0]).equals(lines[1])) {
      throw new Damaged("its sum does not fit its content");
    }
    Press press = press(CanonicalJson.read(lines[0]));
    if (!file(press.stopId()).equals(file)) {
      throw new Damaged("it holds a press of stop " + press.stopId());
    }
    return press;
  }

  private Press press(Map<String, Object> content) throws Damaged {
    if (!environment.value().equals(content.get("environment"))) {
      throw new Damaged(
          "it belongs to environment '"
              + content.get("environment")
              + "' but this process to '"
              + environment
              + "'");
    }
    if (!Integer.valueOf(1).equals(content.get("format"))
        || !(content.get("press") instanceof Map<?, ?> press)) {
      throw new Damaged("its format is not 1");
    }
    try {
      return PressText.fromMap(press);
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      throw new Damaged(String.valueOf(malformed.getMessage()));
    }
  }

  private void aside(Path file) throws IOException {
    Path folderAside = Files.createDirectories(folder.resolve(ASIDE));
    Files.move(
        file,
        folderAside.resolve(file.getFileName() + "." + UUID.randomUUID()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  // Without this a crash of the machine may forget the name of a file whose content is on the disk.
  private void forceFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String sum(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
