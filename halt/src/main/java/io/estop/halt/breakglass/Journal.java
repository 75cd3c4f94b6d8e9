package io.estop.halt.breakglass;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.estop.store.CanonicalJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The journal of break-glass on this machine: lines that are only added, each on the disk before
 * anything goes on. A line is JSON, a blank, the SHA-256 of the JSON; a damaged one is told of and
 * stays. Not thread-safe.
 */
public final class Journal {
  private static final String FILE = "journal.jsonl";
  private static final String DELIVERED = "delivered";

  private final Path folder;

  /** Does no I/O; the folder is made with the first line. */
  public Journal(Path folder) {
    this.folder = folder;
  }

  /**
   * What the journal says.
   *
   * @param undelivered entries that no starter has yet, oldest first
   * @param delivered how many a starter has
   * @param damaged numbers of lines that cannot be read
   */
  public record Content(List<JournalEntry> undelivered, int delivered, List<Integer> damaged) {
    public Content {
      undelivered = List.copyOf(undelivered);
      damaged = List.copyOf(damaged);
    }
  }

  /** Returns the file. */
  public Path file() {
    return folder.resolve(FILE);
  }

  /** Adds an entry, or what came of one. Returns when it is on the disk. */
  public void add(JournalEntry entry) throws IOException {
    append(
        Map.of(
            "id", entry.entryId(),
            "at", entry.at().toString(),
            "environment", entry.environment(),
            "person", entry.person(),
            "act", entry.act(),
            "subject", entry.subject(),
            "details", entry.details(),
            "results", entry.results()));
  }

  /** Notes that a starter has an entry. */
  public void delivered(String entryId) throws IOException {
    append(Map.of("id", entryId, "act", DELIVERED));
  }

  private void append(Map<String, ?> line) throws IOException {
    boolean isNew = !Files.exists(file());
    Files.createDirectories(folder);
    String json = CanonicalJson.write(line);
    try (FileChannel channel =
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // In front too: a line that was cut off by a crash must not swallow this one.
      String text = (isNew ? "" : "\n") + json + " " + Identities.hash(json) + "\n";
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (isNew) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Reads all of it; nothing where there is no journal. */
  public Content read() throws IOException {
    Map<String, JournalEntry> entries = new LinkedHashMap<>();
    Set<String> delivered = new HashSet<>();
    List<Integer> damaged = new ArrayList<>();
    List<String> lines =
        Files.exists(file())
            ? List.of(new String(Files.readAllBytes(file()), UTF_8).split("\n", -1))
            : List.of();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank() && !read(lines.get(i), entries, delivered)) {
        damaged.add(i + 1);
      }
    }
    int known = entries.size();
    entries.keySet().removeAll(delivered);
    return new Content(List.copyOf(entries.values()), known - entries.size(), damaged);
  }

  private static boolean read(
      String line, Map<String, JournalEntry> entries, Set<String> delivered) {
    int blank = line.lastIndexOf(' ');
    if (blank < 0 || !Identities.hash(line.substring(0, blank)).equals(line.substring(blank + 1))) {
      return false;
    }
    Map<String, Object> content = CanonicalJson.read(line.substring(0, blank));
    String id = String.valueOf(content.get("id"));
    if (DELIVERED.equals(content.get("act"))) {
      delivered.add(id);
    } else {
      entries.put(id, entry(content));
    }
    return true;
  }

  private static JournalEntry entry(Map<String, Object> content) {
    return new JournalEntry(
        String.valueOf(content.get("id")),
        Instant.parse(String.valueOf(content.get("at"))),
        String.valueOf(content.get("environment")),
        String.valueOf(content.get("person")),
        String.valueOf(content.get("act")),
        String.valueOf(content.get("subject")),
        texts(content.get("details")),
        texts(content.get("results")));
  }

  private static Map<String, String> texts(@org.jspecify.annotations.Nullable Object object) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (object instanceof Map<?, ?> map) {
      map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }
}
